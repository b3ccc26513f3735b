"""How much a task asks of hands and head: steps and keystrokes counted in a browser, and an estimate in seconds.

The estimate is the keystroke-level model (Card, Moran and Newell, 1980): 0.28 s a key of an average typist, 1.1 s to
point, 0.2 s to press, 0.4 s from mouse to keyboard and back, 1.35 s to think before each step. It says what a person
needs, where the time of a test says what a machine needs.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator

KEY, POINT, PRESS, HOMING, THINK = 0.28, 1.1, 0.2, 0.4, 1.35


@dataclass
class Effort:
    task: str
    steps: int = 0
    keystrokes: int = 0
    seconds: float = 0.0

    def press(self, target: Locator) -> None:
        """Point at something and press it."""
        target.click()
        self.steps += 1
        self.seconds += THINK + POINT + PRESS

    def type(self, target: Locator, text: str) -> None:
        target.fill(text)
        self.steps += 1
        self.keystrokes += len(text)
        self.seconds += THINK + POINT + PRESS + HOMING + KEY * len(text)

    def choose(self, target: Locator, label: str) -> None:
        """Open a list and take one of its entries."""
        target.select_option(label=label)
        self.steps += 1
        self.seconds += THINK + 2 * (POINT + PRESS)

    def __str__(self):
        return f"{self.task}: {self.steps} steps, {self.keystrokes} keystrokes, about {self.seconds:.0f} s"
