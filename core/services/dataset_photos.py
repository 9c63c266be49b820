"""Looks at one photo: what it is, whether all of it can be decoded, its small picture, its caption."""

import hashlib
import io
import struct
import zlib
from dataclasses import replace

from PIL import Image, ImageOps

from core.domain import dataset_rules as rules_of
from core.domain.dataset_problems import Problem, ProblemCode
from core.domain.dataset_rules import DatasetRules
from core.domain.datasets import Photo
from core.services.dataset_files import FoundFile, Reader, unreadable

THUMBNAIL_PX = 256
_HEAD_BYTES = 64
_ORIENTATION_TAG = 0x0112

# What Pillow's decoders raise for damaged pictures; it has no common class for them.
_BAD_PICTURE = (
    *(OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError),
    *(struct.error, zlib.error),
)

# Pillow's own guard warns through the process-wide warning filters, which worker threads share; the rule
# `max_pixels`, asked before a pixel is decoded, stands in its place.
Image.MAX_IMAGE_PIXELS = None


def look_at(file: FoundFile, reader: Reader, rules: DatasetRules) -> Photo:
    """Return the photo with its first problem, if it has one; nothing is raised for a bad file."""
    photo = Photo(name=file.name, path=file.path, member=file.member, size_bytes=file.size_bytes)
    too_big = rules_of.size_problem(file.name, file.size_bytes, rules)
    try:
        data = reader.read(file.path, file.member, _HEAD_BYTES if too_big else rules.max_photo_bytes)
    except OSError as error:
        return replace(photo, problems=(unreadable(file.name, error),))
    photo = replace(photo, kind=rules_of.read_kind(data))
    problem = rules_of.kind_problem(file.name, photo.kind) if data else None
    problem = problem or too_big
    if problem is not None:
        return replace(photo, problems=(problem,))
    return _decoded(
        replace(photo, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data)), data, rules
    )


def _decoded(photo: Photo, data: bytes, rules: DatasetRules) -> Photo:
    """Return the photo with measures and thumbnail; every pixel is decoded, so that damage shows here."""
    try:
        with Image.open(io.BytesIO(data), formats=[photo.kind.value]) as image:
            width, height = image.size
            problem = rules_of.side_problem(photo.name, width, height, rules)
            if problem is not None and problem.code is ProblemCode.TOO_MANY_PIXELS:
                return replace(photo, width=width, height=height, problems=(problem,))
            image.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))  # a JPEG is decoded small: many times as fast
            if image.getexif().get(_ORIENTATION_TAG) in (5, 6, 7, 8):
                width, height = height, width
            thumbnail = jpeg_of(image, quality=80)
    except _BAD_PICTURE:
        return replace(photo, problems=(Problem(ProblemCode.UNDECODABLE, photo.name),))
    problems = () if problem is None else (problem,)
    return replace(photo, width=width, height=height, thumbnail=thumbnail, problems=problems)


def jpeg_of(image: Image.Image, *, quality: int) -> bytes:
    """Return the picture as JPEG, turned upright."""
    out = io.BytesIO()
    _on_white(ImageOps.exif_transpose(image)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture in RGB; what is transparent turns white, not the black it often hides."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")


def with_caption(photo: Photo, file: FoundFile | None, reader: Reader, rules: DatasetRules) -> Photo:
    """Return the photo with the caption that `file` holds, or with what is wrong with it."""
    if file is None:
        return photo
    try:
        data = reader.read(file.path, file.member, 4 * rules.max_caption_chars + 4)
        caption, problem = rules_of.read_caption(photo.name, data, rules)
    except OSError:
        caption, problem = None, Problem(ProblemCode.CAPTION_UNREADABLE, photo.name)
    problems = photo.problems if problem is None else (*photo.problems, problem)
    return replace(photo, caption=caption, problems=problems)
