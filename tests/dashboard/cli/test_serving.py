"""`serve` tells Streamlit what the product decided."""

from __future__ import annotations

import socket
from pathlib import Path

from dashboard.cli.serving import streamlit_command
from dashboard.settings import PROJECT
from tests.dashboard.cli.conftest import Run


def test_the_front_door_is_the_entry_script() -> None:
    command = streamlit_command(8600, browser=False)
    assert str(PROJECT / "dashboard" / "app.py") in command
    assert "--server.port=8600" in command
    assert "--server.address=127.0.0.1" in command
    assert "--server.headless=true" in command


def test_nobody_is_asked_for_a_mail_address_or_advised_on_tools_for_programmers() -> None:
    command = streamlit_command(8600, browser=True)
    assert {"--server.showEmailPrompt=false", "--logger.hideWelcomeMessage=true"} <= set(command)


def test_a_taken_port_is_said_before_anything_is_loaded(run: Run, warehouse_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("serve", "--sample", "--no-browser", "--port", port)
    assert said.exit_code == 2
    assert f"Port {port} is in use" in said.err
    assert not warehouse_path.exists()
