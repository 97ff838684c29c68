"""The studio in the browser, as people and programs meet it."""
