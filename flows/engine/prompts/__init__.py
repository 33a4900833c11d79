"""What is open on the screen: the question where the talk rests, or a side question that lies over it."""

from flows.engine.prompts.open_prompt import asking_at, prompt_at, question_at, why_line
from flows.engine.prompts.overlays import CHECK, HELP, SIDE_QUESTIONS, is_side_question
from flows.engine.prompts.ticking import ticked

__all__ = [
    "CHECK",
    "HELP",
    "SIDE_QUESTIONS",
    "asking_at",
    "is_side_question",
    "prompt_at",
    "question_at",
    "ticked",
    "why_line",
]
