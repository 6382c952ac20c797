"""The test run's own rules, seen from outside: pytest in pytest, with the project's plug-ins."""

from __future__ import annotations

import pytest

ALONE = ("-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:cov", "-q")


def run_with_plugins(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    pytester.makeconftest(
        'pytest_plugins = ["tests.helpers.log_fail", "tests.helpers.needs"]',
    )
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess(*ALONE)


@pytest.mark.allows_log("the link is gone")
def test_a_test_that_logs_a_warning_fails_unless_it_says_so(pytester: pytest.Pytester) -> None:
    result = run_with_plugins(
        pytester,
        """
        import logging, pytest
        def warn(): logging.getLogger("sync").warning("the link is gone")
        def test_unexpected(): warn()
        @pytest.mark.allows_log("link is gone")
        def test_allowed(): warn()
        def test_expected(expect_log):
            expect_log("link is gone")
            warn()
        """,
    )

    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*unexpected: WARNING sync: the link is gone*"])


NEEDY = """
    import pytest
    from tests.helpers import needs
    needs.PROBES = {"moon": lambda: False, "sun": lambda: False, "earth": lambda: True}
    @pytest.mark.needs("moon")
    def test_one(): pass
    @pytest.mark.needs("moon", "sun")
    def test_two(): pass
    @pytest.mark.needs("earth")
    def test_three(): pass
    """


@pytest.fixture
def probes_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.helpers.needs.PROBES", {})


@pytest.mark.usefixtures("probes_kept")
def test_a_skip_for_want_of_a_program_is_loud(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WINDWARD_REQUIRE_ALL", raising=False)
    result = run_with_plugins(pytester, NEEDY)

    result.assert_outcomes(passed=1, skipped=2)
    result.stdout.fnmatch_lines(["!! 2 tests skipped for want of: moon (2), sun (1)"])


@pytest.mark.usefixtures("probes_kept")
def test_where_everything_is_required_such_a_skip_is_a_failure(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WINDWARD_REQUIRE_ALL", "1")
    result = run_with_plugins(pytester, NEEDY)

    result.assert_outcomes(passed=1, errors=2)


def test_no_test_reaches_beyond_this_machine(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import socket
        def test_call_out(): socket.create_connection(("192.0.2.1", 9), timeout=1)
        """
    )
    result = pytester.runpytest_subprocess(*ALONE, "--allow-hosts=127.0.0.1,::1,localhost")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*SocketConnectBlockedError*"])
