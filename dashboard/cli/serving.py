"""``serve``: open the dashboard in the browser, on the sample where there is nothing yet."""

from __future__ import annotations

import os
import socket
import sys
from typing import Final

import click

from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.output import print_json
from dashboard.cli.progress import progress_line
from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.settings import APP, PROJECT, WAREHOUSE_VARIABLE
from dashboard.warehouse.sample import is_first_start, load_sample

ADDRESS: Final = "127.0.0.1"
PORT_TAKEN: Final = mark("Port {port} is in use by another program.")
OTHER_PORT: Final = mark("Stop that program, or choose another port: make run PORT={other}.")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port on this computer.")
@click.option("--sample", is_flag=True, help="Load the sample data first where nothing is loaded.")
@click.option("--browser/--no-browser", default=True, help="Open the browser where there is a screen.")
@invoked
def serve(told: Invocation, *, port: int, sample: bool, browser: bool) -> None:
    """Open the dashboard in the browser. Ctrl-C ends it."""
    refuse_taken(port)
    with told.opened() as warehouse:
        if sample and is_first_start(warehouse):
            with progress_line(told.words) as progress:
                load_sample(warehouse, progress)
    url = f"http://{ADDRESS}:{port}"
    if told.as_json:
        print_json({"url": url, "warehouse": told.warehouse})
    else:
        click.echo(told.words("The dashboard is at {url}. Ctrl-C ends it.", url=url))
    sys.stdout.flush()
    os.chdir(PROJECT)
    environment = {**os.environ, WAREHOUSE_VARIABLE: str(told.warehouse)}
    os.execve(sys.executable, streamlit_command(port, browser=browser), environment)  # noqa: S606 - our own interpreter, no shell


def streamlit_command(port: int, *, browser: bool) -> list[str]:
    """The command line that serves the app; all other settings lie in .streamlit/config.toml."""
    return [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        f"--server.port={port}",
        f"--server.address={ADDRESS}",
        f"--server.headless={str(not browser).lower()}",
        "--server.showEmailPrompt=false",
        "--logger.hideWelcomeMessage=true",  # also its advice on tools for programmers, which lies over the page
    ]


def refuse_taken(port: int) -> None:
    """Raise DashboardError where another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            raise DashboardError(PORT_TAKEN, OTHER_PORT, exit_code=USAGE, port=port, other=port + 1) from None
