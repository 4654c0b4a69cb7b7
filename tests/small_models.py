"""Models that a test makes: of known numbers, or small enough to be made at once. Each is written into a folder."""

from pathlib import Path


def tiny_model(folder: Path) -> Path:
    """A BERT of 2 layers and 16 dimensions with random weights, that reads 12 tokens and has prompts.

    Its pieces are letters, and ##zzl, which is no piece at the start of a word.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    letters = [chr(code) for code in range(97, 123)]
    vocabulary = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        ":",
        *letters,
        *(f"##{end}" for end in [*letters, "zzl"]),
    ]
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(vocab={token: i for i, token in enumerate(vocabulary)}).save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"), max_seq_length=12)
    modules = [words, Pooling(words.get_embedding_dimension())]
    SentenceTransformer(modules=modules, prompts={"query": "q: ", "document": "d: "}).save(str(folder / "model"))
    return folder / "model"


def lamp_counter(folder: Path) -> Path:
    """A cross-encoder that counts lamps: of a pair with g words "lamp" and o others its score is the hyperbolic tangent
    of √2·g / √(g² + o²), full stops and commas being words.

    A BERT of one layer and 4 dimensions without positions: "lamp" is (1, -1, 0, 0), any other word (0, 0, 1, -1), and
    nothing else is anything; [CLS] attends to all alike, is made of variance 1, and gives its first dimension.
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "lamp"]
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=4, num_hidden_layers=1, num_attention_heads=1, intermediate_size=1,
        num_labels=1, layer_norm_eps=1e-12,
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            weights.fill_("LayerNorm.weight" in name)
        table = model.bert.embeddings.word_embeddings.weight
        table[vocabulary.index("lamp")] = torch.tensor([1.0, -1, 0, 0])
        table[vocabulary.index("[UNK]")] = torch.tensor([0.0, 0, 1, -1])
        attention = model.bert.encoder.layer[0].attention
        for square in (attention.self.value, attention.output.dense, model.bert.pooler.dense):
            square.weight.copy_(torch.eye(4))
        model.classifier.weight[0, 0] = 1
    model.save_pretrained(folder)
    BertTokenizer(vocab={token: i for i, token in enumerate(vocabulary)}).save_pretrained(folder)
    return folder
