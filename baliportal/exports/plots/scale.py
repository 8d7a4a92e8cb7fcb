"""The vertical scale of a plot: numbers to lengths, in percent of the drawing."""

#: Steps from nought to the end of a scale.
MAX_STEPS = 5


class Scale:
    """A vertical axis from 0, drawn at `bottom`, to a round number of at least `highest`, drawn at `top`."""

    def __init__(self, highest: int, top: float, bottom: float):
        self.step = round_step(highest)
        self.end = -(-highest // self.step) * self.step
        self.top, self.bottom = top, bottom

    def at(self, number: int) -> str:
        """Position of a number, from the top of the drawing."""
        return percent(self.bottom - self._length(number))

    def length(self, number: int) -> str:
        return percent(self._length(number))

    @property
    def lines(self) -> list[dict[str, str]]:
        """Position and label of the line at each step."""
        return [{"y": self.at(number), "label": f"{number:,}"} for number in range(0, self.end + 1, self.step)]

    def _length(self, number):
        return (self.bottom - self.top) * number / self.end


def round_step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 ... that needs no more than MAX_STEPS steps up to `highest`."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * MAX_STEPS >= highest:
                return step
        power *= 10


def label_step(count: int, most: int) -> int:
    """The smallest n such that labelling every n-th of `count` items needs no more than `most` labels."""
    return -(-count // most)


def percent(share: float) -> str:
    """A length in the form of SVG: 12.50%."""
    return f"{share:.2f}%"
