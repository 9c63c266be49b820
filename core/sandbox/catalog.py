"""The public trainers and the hardware list, as Replicate shows them."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

HARDWARE: tuple[tuple[str, str], ...] = (
    ("CPU", "cpu"),
    ("Nvidia T4 GPU", "gpu-t4"),
    ("Nvidia A40 GPU", "gpu-a40-small"),
    ("Nvidia A40 (Large) GPU", "gpu-a40-large"),
    ("2x Nvidia A40 (Large) GPU", "gpu-a40-large-2x"),
    ("4x Nvidia A40 (Large) GPU", "gpu-a40-large-4x"),
    ("8x Nvidia A40 (Large) GPU", "gpu-a40-large-8x"),
    ("Nvidia L40S GPU", "gpu-l40s"),
    ("2x Nvidia L40S GPU", "gpu-2x-l40s"),
    ("4x Nvidia L40S GPU", "gpu-4x-l40s"),
    ("8x Nvidia L40S GPU", "gpu-8x-l40s"),
    ("Nvidia A100 (80GB) GPU", "gpu-a100-large"),
    ("2x Nvidia A100 (80GB) GPU", "gpu-a100-large-2x"),
    ("4x Nvidia A100 (80GB) GPU", "gpu-a100-large-4x"),
    ("8x Nvidia A100 (80GB) GPU", "gpu-a100-large-8x"),
    ("Nvidia H100 GPU", "gpu-h100"),
    ("2x Nvidia H100 GPU", "gpu-h100-2x"),
    ("4x Nvidia H100 GPU", "gpu-h100-4x"),
    ("8x Nvidia H100 GPU", "gpu-h100-8x"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainer:
    """One public trainer: its versions (newest first), its input schema, and how its runs go."""

    name: str
    description: str
    versions: tuple[str, ...]
    fields: dict[str, Json]
    required: tuple[str, ...] = ()
    zip_field: str = "input_images"
    steps_field: str = "steps"
    job: str = "flux_train_replicate"
    step_s: float = 0.55
    load_s: float = 25.0
    weights_name: str = "trained_model.tar"

    def training_input(self) -> Json:
        """Return the `TrainingInput` schema of this trainer's versions."""
        properties = {
            name: {"title": _title(name), "x-order": order, **field}
            for order, (name, field) in enumerate(self.fields.items())
        }
        required = {"required": list(self.required)} if self.required else {}
        return {"title": "TrainingInput", "type": "object", **required, "properties": properties}

    def openapi_schema(self) -> Json:
        """Return the whole schema of a version, with the enums as schemas of their own."""
        schemas: Json = {
            "Input": {
                "title": "Input",
                "type": "object",
                "required": ["prompt"],
                "properties": {"prompt": {"type": "string", "title": "Prompt", "x-order": 0}},
            },
            "Output": {
                "title": "Output",
                "type": "array",
                "items": {"type": "string", "format": "uri"},
            },
            "TrainingInput": self.training_input(),
            "TrainingOutput": {
                "title": "TrainingOutput",
                "type": "object",
                "required": ["weights"],
                "properties": {"weights": {"type": "string", "title": "Weights", "format": "uri"}},
            },
            "Status": {
                "title": "Status",
                "enum": ["starting", "processing", "succeeded", "canceled", "failed"],
                "type": "string",
                "description": "An enumeration.",
            },
        }
        schemas.update(ENUMS.get(self.name, {}))
        return {
            "openapi": "3.0.2",
            "info": {"title": "Cog", "version": "0.1.0"},
            "paths": {},
            "components": {"schemas": schemas},
        }


def _title(name: str) -> str:
    return name.replace("_", " ").title()


def _enum(name: str, values: list[str | int], kind: str) -> Json:
    return {"title": name, "enum": values, "type": kind, "description": "An enumeration."}


def _field(kind: str, description: str, **more: object) -> Json:
    return {"type": kind, "description": description, **more}


def _choice(name: str, description: str, default: str | int) -> Json:
    ref = {"$ref": f"#/components/schemas/{name}"}
    return {"allOf": [ref], "description": description, "default": default}


OPTIMIZERS: list[str | int] = [
    "prodigy",
    "adam8bit",
    "adamw8bit",
    "lion8bit",
    "adam",
    "adamw",
    "lion",
    "adagrad",
    "adafactor",
]

_SECRET = {"format": "password", "writeOnly": True, "x-cog-secret": True}

FLUX_DEV = Trainer(
    name="ostris/flux-dev-lora-trainer",
    description="Fine-tune FLUX.1-dev using ai-toolkit",
    versions=(
        "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2",
        "e440909d3512c31646ee2e0c7d6f6f4923224863a6a10c494606e79fb5844497",
        "d995297071a44dcb72244e6c19462111649ec86a9646c32df56daa7f14801944",
        "4ffd32160efd92e956d39c5338a9b8fbafca58e03f791f6d8011f3e20e8ea6fa",
        "b6af14222e6bd9be257cbc1ea4afda3cd0503e1133083b9d1de0364d8568e6ef",
    ),
    fields={
        "input_images": _field(
            "string",
            "A zip file containing the images that will be used for training. We recommend a minimum of 10 "
            "images. If you include captions, include them as one .txt file per image, e.g. my-photo.jpg "
            "should have a caption file named my-photo.txt.",
            format="uri",
        ),
        "trigger_word": _field(
            "string", "The trigger word refers to the object, style or concept.", default="TOK"
        ),
        "autocaption": _field("boolean", "Automatically caption images using Llava v1.5 13B", default=True),
        "autocaption_prefix": _field("string", "Text you want to appear at the beginning of all captions"),
        "autocaption_suffix": _field("string", "Text you want to appear at the end of all captions"),
        "steps": _field(
            "integer",
            "Number of training steps. Recommended range 500-4000",
            default=1000,
            minimum=3,
            maximum=6000,
        ),
        "learning_rate": _field("number", "Learning rate", default=0.0004),
        "batch_size": _field("integer", "Batch size, you can leave this as 1", default=1),
        "resolution": _field("string", "Image resolutions for training", default="512,768,1024"),
        "lora_rank": _field(
            "integer", "Higher ranks take longer to train", default=16, minimum=1, maximum=128
        ),
        "caption_dropout_rate": _field(
            "number", "How often a caption is ignored", default=0.05, minimum=0, maximum=1
        ),
        "optimizer": _choice("optimizer", "Optimizer to use for training", "adamw8bit"),
        "cache_latents_to_disk": _field("boolean", "Use this if you have lots of images", default=False),
        "layers_to_optimize_regex": _field("string", "Regular expression to match layers to optimize"),
        "gradient_checkpointing": _field("boolean", "Trade speed for memory", default=False),
        "hf_repo_id": _field("string", "Hugging Face repository ID to upload to"),
        "hf_token": _field("string", "Hugging Face token", **_SECRET),
        "wandb_api_key": _field("string", "Weights and Biases API key", **_SECRET),
        "wandb_project": _field("string", "Weights and Biases project name", default="flux_train_replicate"),
        "wandb_run": _field("string", "Weights and Biases run name"),
        "wandb_entity": _field("string", "Weights and Biases entity name"),
        "wandb_sample_interval": _field("integer", "Step interval of samples", default=100, minimum=1),
        "wandb_sample_prompts": _field("string", "Newline-separated list of prompts"),
        "wandb_save_interval": _field("integer", "Step interval of weights", default=100, minimum=1),
        "skip_training_and_use_pretrained_hf_lora_url": _field(
            "string", "Load a pre-trained LoRA from Hugging Face instead of training"
        ),
    },
)

FAST_FLUX = Trainer(
    name="replicate/fast-flux-trainer",
    description="Train subjects or styles faster than ever",
    versions=(
        "8b10794665aed907bb98a1a5324cd1d3a8bea0e9b31e65210967fb9c9e2e08ed",
        "f463fbfc97389e10a2f443a8a84b6953b1058eafbf0c9af4d84457ff07cb04db",
    ),
    fields={
        "input_images": _field("string", "A zip file containing the images", format="uri"),
        "trigger_word": _field("string", "The trigger word of what is trained", default="TOK"),
        "lora_type": _choice("lora_type", "Type of LoRA to train", "subject"),
        "training_steps": _field("integer", "Number of training steps", default=1000),
    },
    required=("input_images", "trigger_word"),
    steps_field="training_steps",
    step_s=0.09,
    load_s=6.0,
    weights_name="flux-lora.tar",
)

QWEN = Trainer(
    name="qwen/qwen-image-lora-trainer",
    description="Fine-tune Qwen-Image with your own images",
    versions=("c5b1e4d6f7a80912b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081923",),
    fields={
        "dataset": _field("string", "Zip with images and optional captions", format="uri"),
        "steps": _field("integer", "Training steps", default=1000, minimum=100, maximum=6000),
        "learning_rate": _field("number", "Learning rate", default=0.0002, minimum=1e-5, maximum=1e-3),
        "lora_rank": _field("integer", "LoRA rank", default=64, minimum=8, maximum=128),
        "default_caption": _field("string", "Caption of images without one", default="A photo of a person"),
        "batch_size": _choice("batch_size", "Batch size", 1),
        "optimizer": _choice("optimizer", "Optimizer", "adamw"),
        "seed": _field("integer", "Random seed"),
    },
    required=("dataset",),
    zip_field="dataset",
    job="qwen_lora_1",
    weights_name="trained_model.zip",
)

ENUMS: dict[str, Json] = {
    FLUX_DEV.name: {"optimizer": _enum("optimizer", OPTIMIZERS, "string")},
    FAST_FLUX.name: {"lora_type": _enum("lora_type", ["subject", "style"], "string")},
    QWEN.name: {
        "optimizer": _enum("optimizer", ["adamw8bit", "adamw", "adam8bit", "prodigy"], "string"),
        "batch_size": _enum("batch_size", [1, 2, 4], "integer"),
    },
}

TRAINERS: dict[str, Trainer] = {trainer.name: trainer for trainer in (FLUX_DEV, FAST_FLUX, QWEN)}
