"""``dragoman desk``: the archive in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.reach import network, rules

EPILOG = """\b
Examples:
  dragoman desk
  dragoman desk --archive news.dragoman --port 9000 --no-browser
  dragoman desk --host 0.0.0.0 --token "$(openssl rand -hex 16)"
"""


@click.command(epilog=EPILOG)
@click.option(
    "--archive",
    default="archive.dragoman",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive to open; made where there is none.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; others need --token.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--token", metavar="T", help="A secret that everyone who comes in must say.")
@click.option(
    "--knowledge",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of your own tables; else ~/.config/dragoman/knowledge.",
)
@network
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def desk(
    archive: Path,
    host: str,
    port: int,
    token: str | None,
    knowledge: Path | None,
    contact: str | None,
    delay: float,
    allow_private: bool,
    no_browser: bool,
) -> None:
    """Open the desk: add pages, read, search, follow ties, review and correct, in the browser.

    Nothing leaves this machine but requests for pages whose address is given, and nobody else can reach the desk
    unless --host says so. /healthz answers when it is ready; /api/openapi.json describes the JSON API.
    """
    from dragoman.desk import Settings
    from dragoman.desk.serving import serve

    settings = Settings(
        archive, host=host, port=port, token=token, knowledge=knowledge, rules=rules(contact, delay, allow_private)
    )
    serve(settings, browser=not no_browser, tell=lambda line: click.echo(line, err=True))
