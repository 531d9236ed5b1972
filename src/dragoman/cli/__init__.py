"""The commands. Heavy rooms are imported inside them, so that ``--help`` comes at once."""

from __future__ import annotations

import os
import sys

import click

from dragoman import __version__
from dragoman.cli.again import diff, recode, rejects
from dragoman.cli.answers import add_questions
from dragoman.cli.code import code
from dragoman.cli.desk import desk
from dragoman.cli.dossiers import brief, network, with_register
from dragoman.cli.evaluate import evaluate
from dragoman.cli.exporting import export
from dragoman.cli.importing import compare, import_
from dragoman.cli.lookups import actors, knowledge
from dragoman.cli.reading import explain, show
from dragoman.cli.relations import relations
from dragoman.cli.ties import ties
from dragoman.cli.upkeep import archive
from dragoman.cli.watch import watch
from dragoman.errors import DragomanError

EPILOG = """\b
Examples:
  dragoman code pages/ --archive news.dragoman
  dragoman events --archive news.dragoman --source IRN --type CONSULT
  dragoman show page.txt --html page.html
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="dragoman")
def commands() -> None:
    """Read news pages and answer who did what to whom, when, where, and who says so."""


commands.add_command(code)
commands.add_command(show)
commands.add_command(explain)
commands.add_command(knowledge)
commands.add_command(actors)
commands.add_command(relations)
commands.add_command(rejects)
commands.add_command(recode)
commands.add_command(diff)
commands.add_command(archive)
commands.add_command(watch)
commands.add_command(export)
commands.add_command(import_)
commands.add_command(compare)
commands.add_command(evaluate)
commands.add_command(desk)
add_questions(commands)
with_register(commands.commands["undertakings"])
commands.add_command(ties)
commands.add_command(network)
commands.add_command(brief)


def main() -> None:
    """Run the command line: exit status 2 for what the user can put right, with a sentence that says how."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # One process, one thread: more of them only wait for each other in products as small as the parser's.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        # without its standalone mode click returns the exit status instead of raising it
        status = commands(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except DragomanError as error:
        click.echo(f"dragoman: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
