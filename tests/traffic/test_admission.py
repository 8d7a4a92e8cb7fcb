"""A lane starts what it has threads for, lets a few wait, and refuses at once what would wait too long."""

from baliportal.traffic.admission import Lane


def test_what_would_wait_too_long_is_refused_at_once():
    lane = Lane(threads=2, longest_wait=0.5)
    lane.seconds = 0.4  # of one request: two threads answer five in a second
    admitted = [lane.admit(number, now=0.0) for number in range(4)]
    assert list(lane.startable()) == [0, 1]
    assert admitted == [True, True, False, False]


def test_the_faster_the_answers_the_more_may_wait():
    lane = Lane(threads=1, longest_wait=0.5)
    lane.seconds = 0.1
    admitted = []
    for number in range(10):
        admitted.append(lane.admit(number, now=0.0))
        list(lane.startable())
    assert admitted.count(True) == 1 + 5  # one runs, five wait


def test_one_may_wait_however_slow_the_lane_is_so_that_no_thread_is_idle():
    lane = Lane(threads=1, longest_wait=0.1)
    lane.seconds = 60.0
    assert lane.admit("page", now=0.0)
    assert list(lane.startable()) == ["page"]
    assert lane.admit("next", now=0.0)
    assert not lane.admit("one more", now=0.0)
    lane.finished(0.01)
    assert list(lane.startable()) == ["next"]


def test_who_waited_longer_than_was_expected_leaves_the_queue():
    lane = Lane(threads=1, longest_wait=1.0)
    for number in range(3):
        lane.admit(number, now=float(number))
        list(lane.startable())
    assert list(lane.overdue(now=4.5, longest=3.0)) == [1]
    lane.finished(0.1)
    assert list(lane.startable()) == [2]


def test_when_answers_are_slow_fewer_are_made_at_a_time_and_when_they_are_quick_again_all_threads_work():
    lane = Lane(threads=4, longest_wait=0.4)

    def at_once():
        for number in range(8):
            lane.waiting.append((0.0, number))
        started = len(list(lane.startable()))
        lane.waiting.clear()
        return started

    assert at_once() == 4
    for _ in range(40):
        lane.running = 1
        lane.finished(3.0)
    assert at_once() == 2
    for _ in range(80):
        lane.running = 1
        lane.finished(0.02)
    assert at_once() == 4


def test_a_lane_may_be_held_back_for_the_moment():
    lane = Lane(threads=4, longest_wait=0.4)
    for number in range(4):
        lane.admit(number, now=0.0)
    assert len(list(lane.startable(most=1))) == 1
    assert len(list(lane.startable())) == 3
