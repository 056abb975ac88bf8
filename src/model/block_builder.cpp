#include "model/block_builder.h"

#include "core/json.h"
#include "model/loose_input.h"
#include "model/dialect.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool hasLoneSurrogate(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSurrogate(); }) &&
           wellFormed(text) != text;
}

enum class Does { Append, Assign, Collect };

struct DeltaKind
{
    QLatin1StringView name;
    QLatin1StringView block; // how the type of its blocks ends
    QByteArrayView field;
    Does does;
};

constexpr DeltaKind kDeltas[] = {
    {"text_delta"_L1, "text"_L1, "text", Does::Append},
    {"thinking_delta"_L1, "thinking"_L1, "thinking", Does::Append},
    {"input_json_delta"_L1, "tool_use"_L1, "partial_json", Does::Append},
    {"signature_delta"_L1, "thinking"_L1, "signature", Does::Assign},
    {"citations_delta"_L1, "text"_L1, "citation", Does::Collect},
    {"compaction_delta"_L1, "compaction"_L1, "content", Does::Assign},
};

// A type that newer servers send may use the deltas of others in its own way.
bool isKnown(const QString &blockType)
{
    return std::any_of(std::begin(kDeltas), std::end(kDeltas),
                       [&](const DeltaKind &known) { return blockType.endsWith(known.block); });
}

// What is between the quotes of a JSON string.
QByteArray inside(const QByteArray &literal)
{
    return literal.size() < 2 ? QByteArray() : literal.sliced(1, literal.size() - 2);
}

} // namespace

BlockBuilder::BlockBuilder(RawObject start) : m_raw(std::move(start)), m_type(m_raw.string("type"))
{
}

ApiResult<> BlockBuilder::accept(const RawObject &delta)
{
    const QString name = delta.string("type");
    const auto kind = std::find_if(std::begin(kDeltas), std::end(kDeltas),
                                   [&](const DeltaKind &known) { return name == known.name; });
    if (kind == std::end(kDeltas) || !isKnown(m_type))
        return {};
    if (!m_type.endsWith(kind->block))
        return tl::unexpected(
            brokenStream(u"The server sent a %1 for a %2 block"_s.arg(name, m_type)));
    const QByteArray value = delta.raw(kind->field);
    // A compaction that failed has no content: null.
    const bool isNull = kind->does == Does::Assign && value == "null";
    if (!isNull && !value.startsWith(kind->does == Does::Collect ? '{' : '"'))
        return tl::unexpected(brokenStream(u"The server sent a %1 without its \"%2\""_s.arg(
            name, QLatin1StringView(kind->field))));
    if (kind->does == Does::Append)
        m_text += inside(value);
    else if (kind->does == Does::Collect)
        m_citations += value;
    else
        m_raw.set(kind->field, value);
    if (const QByteArray also = delta.raw("encrypted_content"); !also.isEmpty())
        m_raw.set("encrypted_content", also);
    return {};
}

ReplyBlock BlockBuilder::finish(ToolDialect dialect)
{
    ReplyBlock block{.raw = {}, .type = m_type};
    if (m_type == "text"_L1)
        finishText(block, "text", m_text);
    else if (m_type == "thinking"_L1)
        finishText(block, "thinking", m_text);
    else if (m_type.endsWith("tool_use"_L1))
        finishCall(block, dialect);

    if (!m_citations.isEmpty()) {
        const QByteArray before =
            inside(m_raw.raw("citations").startsWith('[') ? m_raw.raw("citations") : "[]");
        if (!before.trimmed().isEmpty())
            m_citations.prepend(before);
        m_raw.set("citations", '[' + m_citations.join(',') + ']');
    }
    block.raw = m_raw.text();
    return block;
}

void BlockBuilder::finishText(ReplyBlock &block, QByteArrayView key, const QByteArray &added)
{
    const QByteArray start = m_raw.raw(key);
    const QByteArray literal =
        '"' + (start.startsWith('"') ? inside(start) : QByteArray()) + added + '"';
    block.text = decodedString(literal);
    if (!added.isEmpty())
        m_raw.set(key, literal);
    // The API refuses lone surrogates, and text is not what a signature is made of.
    if (hasLoneSurrogate(block.text)) {
        block.text = wellFormed(block.text);
        m_raw.set(key, jsonString(block.text));
    }
}

void BlockBuilder::finishCall(ReplyBlock &block, ToolDialect dialect)
{
    QByteArray input = m_raw.raw("input");
    if (!m_text.isEmpty())
        input = decodedString('"' + m_text + '"').toUtf8().trimmed();
    if (input.isEmpty() || input == "{}") // where servers of OpenAI's dialect have it
        input = m_raw.contains("arguments") ? m_raw.raw("arguments") : input;
    input = looseInput(input);
    const bool usable = RawObject::parse(input).has_value();
    // The API would refuse lone surrogates; the tool must see them, as it can say what is wrong.
    m_raw.set("input", usable ? withoutLoneSurrogates(input) : QByteArrayLiteral("{}"));
    if (m_type == "tool_use"_L1)
        block.call = decodeCall(dialect, m_raw.string("id"), m_raw.string("name"),
                                m_raw.string("toolset_name"), usable ? input : "{");
}

} // namespace pilothouse
