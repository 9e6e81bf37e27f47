"""The REST gateway: takes briefings, follows the events of every task, and serves what users see."""
