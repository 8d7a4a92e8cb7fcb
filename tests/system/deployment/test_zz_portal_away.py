"""The last test of the folder: while the portal itself is away nginx says so in words and when to come again."""


def test_nginx_says_that_the_portal_is_away(deployment):
    deployment.server.terminate()
    assert deployment.server.wait(timeout=60) == 0
    answer = deployment.ask("/about/")
    assert (answer.status, answer.headers["retry-after"]) == (503, "10")
    assert "Please come again" in answer.text
    assert answer.headers.get_all("x-content-type-options") == ["nosniff"]
    assert answer.headers.get_all("strict-transport-security") == ["max-age=31536000"]
