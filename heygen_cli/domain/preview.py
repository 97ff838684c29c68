"""What a voice says to introduce itself: one natural sentence with many of its language's sounds."""

from __future__ import annotations

_SENTENCES = {
    "ar": "مرحبا، هذا صوتي، ويسعدني أن أقرأ لكم نصوصكم كل يوم.",
    "bg": "Здравейте, това е моят глас и с удоволствие ще прочета вашия текст.",
    "bn": "নমস্কার, এটি আমার কণ্ঠ, আপনার লেখা পড়তে পারলে আমার ভালো লাগবে।",
    "ca": "Hola, aquesta és la meva veu i llegiré els vostres textos amb molt de gust.",
    "cs": "Dobrý den, tohle je můj hlas a rád vám přečtu každý text.",
    "da": "Hej, det her er min stemme, og jeg læser gerne dine tekster højt.",
    "de": "Guten Tag, so klingt meine Stimme, und ich freue mich auf Ihre schönsten Texte.",
    "el": "Γεια σας, αυτή είναι η φωνή μου και χαίρομαι να διαβάζω τα κείμενά σας.",
    "en": "Hello, this is how I sound, and I would be glad to read your next story.",
    "es": "Hola, esta es mi voz, y será un placer leer tus próximas historias.",
    "fa": "سلام، این صدای من است و خوشحال می‌شوم متن شما را بخوانم.",
    "fi": "Hei, tältä ääneni kuulostaa, ja luen mielelläni seuraavan tarinasi.",
    "fr": "Bonjour, voici ma voix, et je lirai vos prochains textes avec plaisir.",
    "he": "שלום, זה הקול שלי, ואשמח לקרוא את הסיפור הבא שלך.",
    "hi": "नमस्ते, यह मेरी आवाज़ है और मुझे आपकी कहानी पढ़कर खुशी होगी।",
    "hr": "Dobar dan, ovo je moj glas i rado ću pročitati vašu sljedeću priču.",
    "hu": "Jó napot, ez az én hangom, és szívesen felolvasom a következő történetét.",
    "id": "Halo, inilah suara saya, dan saya senang membacakan cerita Anda berikutnya.",
    "it": "Ciao, questa è la mia voce e sarò felice di leggere le tue prossime storie.",
    "ja": "こんにちは、これはわたしのこえです。あなたのおはなしをよませてください。",
    "ko": "안녕하세요, 이것이 제 목소리입니다. 당신의 이야기를 기쁘게 읽어 드리겠습니다.",
    "nb": "Hei, slik høres stemmen min ut, og jeg leser gjerne den neste historien din.",
    "nl": "Hallo, zo klink ik, en ik lees je volgende verhaal met plezier voor.",
    "pl": "Dzień dobry, tak brzmi mój głos i chętnie przeczytam twoją następną historię.",
    "pt": "Olá, esta é a minha voz, e será um prazer ler as suas próximas histórias.",
    "ro": "Bună ziua, aceasta este vocea mea și voi citi cu plăcere următoarea poveste.",
    "ru": "Здравствуйте, это мой голос, и я с радостью прочитаю вашу историю.",
    "sk": "Dobrý deň, toto je môj hlas a rád prečítam váš ďalší príbeh.",
    "sv": "Hej, så här låter min röst, och jag läser gärna din nästa berättelse.",
    "ta": "வணக்கம், இது என் குரல், உங்கள் கதையைப் படிக்க மகிழ்ச்சி.",
    "tr": "Merhaba, bu benim sesim, bir sonraki hikâyenizi okumaktan mutluluk duyarım.",
    "uk": "Добрий день, це мій голос, і я радо прочитаю вашу наступну історію.",
    "vi": "Xin chào, đây là giọng nói của tôi, và tôi rất vui được đọc câu chuyện của bạn.",
    "zh": "你好，这是我的声音，很高兴为你朗读下一个故事。",
}
_ALSO = {"cmn": "zh", "yue": "zh", "no": "nb"}


def sentence(language: str) -> str:
    """The sentence in a language, given as a BCP 47 tag; in English for one that is not known."""
    first = language.lower().replace("_", "-").split("-")[0]
    return _SENTENCES.get(_ALSO.get(first, first), _SENTENCES["en"])
