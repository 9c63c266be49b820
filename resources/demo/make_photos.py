"""Draws the sample photos of the demo: twelve portraits of one invented person, as real JPEG files.

Run `python resources/demo/make_photos.py` to make them anew; the same Pillow gives the same bytes. They show
nobody, so they may be shown to anybody.
"""

import math
import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

PHOTOS = Path(__file__).parent / "photos"
SIZES = ((768, 1024), (1024, 768), (896, 896))
SKIN, HAIR, LIPS = (226, 178, 148), (74, 46, 34), (178, 84, 82)

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What differs from photo to photo: backdrop top and bottom, clothes, turn (-1 to 1), smile, extras."""

    top: Colour
    bottom: Colour
    shirt: Colour
    turn: float
    smile: float
    zoom: float = 1.0
    hair_down: bool = True
    glasses: bool = False
    hat: Colour | None = None
    light_from_left: bool = True


SCENES = (
    Scene(top=(196, 214, 230), bottom=(238, 232, 220), shirt=(44, 82, 130), turn=0.0, smile=0.5),
    Scene(top=(60, 74, 92), bottom=(24, 30, 40), shirt=(150, 40, 48), turn=-0.5, smile=0.1),
    Scene(top=(250, 206, 150), bottom=(216, 120, 88), shirt=(240, 236, 226), turn=0.6, smile=0.9),
    Scene(top=(142, 178, 132), bottom=(72, 108, 72), shirt=(224, 190, 92), turn=0.2, smile=0.7, zoom=0.8),
    Scene(
        top=(222, 222, 226), bottom=(178, 180, 188), shirt=(40, 42, 48), turn=-0.2, smile=0.0, glasses=True
    ),
    Scene(
        top=(150, 200, 226),
        bottom=(236, 220, 176),
        shirt=(244, 140, 110),
        turn=0.4,
        smile=1.0,
        zoom=0.75,
        hat=(232, 212, 160),
    ),
    Scene(
        top=(92, 66, 110),
        bottom=(38, 28, 56),
        shirt=(108, 60, 140),
        turn=-0.7,
        smile=0.2,
        light_from_left=False,
    ),
    Scene(top=(236, 226, 214), bottom=(204, 186, 166), shirt=(96, 120, 96), turn=0.0, smile=0.4, zoom=1.25),
    Scene(
        top=(176, 196, 206),
        bottom=(120, 140, 152),
        shirt=(64, 96, 108),
        turn=0.7,
        smile=0.3,
        hair_down=False,
    ),
    Scene(
        top=(246, 238, 226),
        bottom=(226, 196, 182),
        shirt=(204, 84, 108),
        turn=-0.3,
        smile=0.8,
        hair_down=False,
        light_from_left=False,
    ),
    Scene(top=(70, 96, 120), bottom=(150, 170, 180), shirt=(230, 230, 232), turn=0.3, smile=0.6, zoom=0.7),
    Scene(
        top=(206, 176, 140),
        bottom=(120, 84, 62),
        shirt=(52, 64, 52),
        turn=-0.1,
        smile=0.35,
        zoom=1.1,
        glasses=True,
        hat=(70, 60, 54),
    ),
)


def draw(scene: Scene, size: tuple[int, int], seed: int) -> Image.Image:
    """Return one portrait; `seed` fixes the blurred lights behind and the grain."""
    chance = random.Random(seed)
    picture = _backdrop(scene, size, chance)
    _person(picture, scene)
    _shade(picture, scene)
    return _grain(picture.filter(ImageFilter.GaussianBlur(1.1)), seed)


def _backdrop(scene: Scene, size: tuple[int, int], chance: random.Random) -> Image.Image:
    ramp = Image.linear_gradient("L").resize(size)
    picture = Image.composite(Image.new("RGB", size, scene.bottom), Image.new("RGB", size, scene.top), ramp)
    lights = Image.new("L", size)
    pen = ImageDraw.Draw(lights)
    for _ in range(9):
        x, y, radius = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(30, 110)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=chance.randrange(20, 70))
    lights = lights.filter(ImageFilter.GaussianBlur(14))
    picture.paste(Image.new("RGB", size, "white"), mask=lights)
    return picture


def _person(picture: Image.Image, scene: Scene) -> None:
    width, height = picture.size
    unit = min(width, height) / 10 * scene.zoom
    x, y = width / 2 + scene.turn * unit * 0.3, height * 0.43
    pen = ImageDraw.Draw(picture)

    def oval(dx: float, dy: float, half_w: float, half_h: float, fill: Colour) -> None:
        left, top = x + (dx - half_w) * unit, y + (dy - half_h) * unit
        pen.ellipse((left, top, left + 2 * half_w * unit, top + 2 * half_h * unit), fill=fill)

    if scene.hair_down:
        oval(-scene.turn * 0.3, 0.7, 2.05, 3.1, HAIR)
    else:
        oval(-scene.turn * 0.9, -2.5, 0.9, 0.8, HAIR)
    oval(0, 7.2, 4.2, 4.0, scene.shirt)
    oval(0, 3.1, 0.85, 1.5, _dim(SKIN, 0.86))
    oval(0, 3.9, 1.25, 0.75, _dim(SKIN, 0.92))
    oval(-scene.turn * 0.25, -0.5, 1.85, 2.2, HAIR)
    oval(0, 0.25, 1.55, 2.05, SKIN)
    _hairline(pen, scene, x, y, unit)
    _face(pen, scene, x + scene.turn * 0.45 * unit, y, unit)
    if scene.hat is not None:
        oval(0, -1.35, 2.9, 0.45, _dim(scene.hat, 0.85))
        oval(0, -1.9, 1.75, 1.0, scene.hat)


def _hairline(pen: ImageDraw.ImageDraw, scene: Scene, x: float, y: float, unit: float) -> None:
    """Draw the fringe: the part of the head's oval above a slanting parting."""
    box = (x - 1.65 * unit, y - 2.0 * unit, x + 1.65 * unit, y + 2.2 * unit)
    pen.chord(box, 198 + scene.turn * 14, 342 + scene.turn * 14, fill=HAIR)


def _face(pen: ImageDraw.ImageDraw, scene: Scene, x: float, y: float, unit: float) -> None:
    thin = max(2, round(unit * 0.07))
    for side in (-1, 1):
        eye_x, eye_y = x + side * 0.66 * unit, y + 0.1 * unit
        near = 1 - 0.25 * max(0.0, side * scene.turn)  # the far eye of a turned head looks narrower
        wide, tall = 0.3 * near * unit, 0.17 * unit
        pen.ellipse((eye_x - wide, eye_y - tall, eye_x + wide, eye_y + tall), fill=(248, 246, 242))
        iris, look = 0.15 * unit, scene.turn * 0.08 * unit
        pen.ellipse((eye_x + look - iris, eye_y - iris, eye_x + look + iris, eye_y + iris), fill=(70, 88, 64))
        pupil = iris * 0.5
        pen.ellipse(
            (eye_x + look - pupil, eye_y - pupil, eye_x + look + pupil, eye_y + pupil), fill=(18, 16, 16)
        )
        pen.arc((eye_x - wide, eye_y - tall, eye_x + wide, eye_y + tall), 190, 350, fill=HAIR, width=thin)
        brow = (eye_x - wide * 1.3, eye_y - 0.55 * unit, eye_x + wide * 1.3, eye_y + 0.1 * unit)
        pen.arc(brow, 215, 325, fill=HAIR, width=thin * 2)
        if scene.glasses:
            ring = 0.46 * unit
            pen.ellipse(
                (eye_x - ring, eye_y - ring, eye_x + ring, eye_y + ring), outline=(30, 30, 34), width=thin
            )
    if scene.glasses:
        pen.line(
            (x - 0.2 * unit, y + 0.1 * unit, x + 0.2 * unit, y + 0.1 * unit), fill=(30, 30, 34), width=thin
        )
    nose = (x - 0.28 * unit, y + 0.45 * unit, x + 0.28 * unit, y + 0.95 * unit)
    pen.arc(nose, 30, 150, fill=_dim(SKIN, 0.72), width=thin)
    _mouth(pen, scene, x, y + 1.3 * unit, unit)


def _mouth(pen: ImageDraw.ImageDraw, scene: Scene, x: float, y: float, unit: float) -> None:
    half = (0.42 + 0.16 * scene.smile) * unit
    drop = (0.08 + 0.3 * scene.smile) * unit
    steps = [(math.cos(turn), math.sin(turn)) for turn in (math.pi * part / 16 for part in range(17))]
    lower = [(x - half * across, y + drop * down) for across, down in steps]
    upper = [
        (x - half * across, y + (drop * 0.45 * down if scene.smile > 0.1 else -0.05 * unit))
        for across, down in steps
    ]
    pen.polygon(lower + upper[::-1], fill=LIPS)


def _shade(picture: Image.Image, scene: Scene) -> None:
    """Darken the side away from the light, softly, as a window does."""
    ramp = Image.linear_gradient("L").rotate(90 if scene.light_from_left else 270).resize(picture.size)
    picture.paste(Image.new("RGB", picture.size, (16, 14, 24)), mask=ramp.point(lambda value: value * 0.32))


def _grain(picture: Image.Image, seed: int) -> Image.Image:
    chance = random.Random(seed + 1000)
    small = (picture.width // 2, picture.height // 2)
    noise = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
    noise = noise.filter(ImageFilter.GaussianBlur(1)).resize(picture.size).point(lambda value: value * 0.12)
    return ImageChops.add(picture, Image.merge("RGB", (noise,) * 3), offset=-15)


def _dim(colour: Colour, factor: float) -> Colour:
    red, green, blue = (round(part * factor) for part in colour)
    return red, green, blue


def main() -> None:
    """Write all photos."""
    PHOTOS.mkdir(exist_ok=True)
    for number, scene in enumerate(SCENES, start=1):
        picture = draw(scene, SIZES[number % len(SIZES)], seed=number)
        picture.save(PHOTOS / f"portrait-{number:02}.jpg", "JPEG", quality=80, optimize=True)


if __name__ == "__main__":
    main()
