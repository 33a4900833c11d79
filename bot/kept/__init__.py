"""What we keep about somebody, for that person: to read, to change, to take back, to take along, to delete."""

from bot.kept.export import FORMATS, Export
from bot.kept.gathering import kept_of
from bot.kept.mine import OPERATOR, Mine
from bot.kept.view import Kept

__all__ = ["FORMATS", "Export", "OPERATOR", "Kept", "Mine", "kept_of"]
