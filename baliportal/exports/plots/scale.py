"""From numbers to lengths, in hundredths of the sheet."""

MOST_LINES = 5


class Scale:
    """An axis upwards from nought, at `bottom`, to a round number that is at least `highest`, at `top`."""

    def __init__(self, highest, top, bottom):
        self.step = round_step(highest)
        self.end = -(-highest // self.step) * self.step
        self.top, self.bottom = top, bottom

    def at(self, number):
        """Where a number stands, from the top of the sheet."""
        return percent(self.bottom - self._length(number))

    def length(self, number):
        return percent(self._length(number))

    @property
    def lines(self):
        """The round numbers, each with its place."""
        return [{"y": self.at(number), "label": f"{number:,}"} for number in range(0, self.end + 1, self.step)]

    def _length(self, number):
        return (self.bottom - self.top) * number / self.end


def round_step(highest):
    """The smallest of 1, 2, 5, 10, 20 ... that needs no more than MOST_LINES steps up to `highest`."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * MOST_LINES >= highest:
                return step
        power *= 10


def steps_of(number, most):
    """Every how-manieth of a number of things to name, so that no more than `most` are named."""
    return -(-number // most)


def percent(share):
    """A length as SVG reads it."""
    return f"{share:.2f}%"
