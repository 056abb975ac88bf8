#include "model/block_builder.h"

#include "core/json.h"
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

// What is between the quotes of a JSON string.
QByteArray inside(const QByteArray &literal)
{
    return literal.size() < 2 ? QByteArray() : literal.sliced(1, literal.size() - 2);
}

} // namespace

BlockBuilder::BlockBuilder(RawObject start)
    : m_raw(std::move(start)), m_type(m_raw.string("type")), m_id(m_raw.string("id"))
{
}

ApiResult<> BlockBuilder::accept(const RawObject &delta)
{
    const QString kind = delta.string("type");
    if (kind == "text_delta"_L1 && m_type == "text"_L1)
        return append(m_text, delta, "text");
    if (kind == "thinking_delta"_L1 && m_type == "thinking"_L1)
        return append(m_text, delta, "thinking");
    if (kind == "input_json_delta"_L1 && m_type.endsWith("tool_use"_L1))
        return append(m_text, delta, "partial_json");
    if (kind == "signature_delta"_L1 && m_type == "thinking"_L1) {
        m_raw.set("signature", delta.raw("signature"));
    } else if (kind == "citations_delta"_L1 && m_type == "text"_L1) {
        m_citations += delta.raw("citation");
    } else if (kind == "compaction_delta"_L1 && m_type == "compaction"_L1) {
        for (const QByteArrayView key :
             {QByteArrayView("content"), QByteArrayView("encrypted_content")})
            if (delta.contains(key))
                m_raw.set(key, delta.raw(key));
    } else if (kind == "text_delta"_L1 || kind == "thinking_delta"_L1 ||
               kind == "input_json_delta"_L1 || kind == "signature_delta"_L1) {
        return tl::unexpected(
            brokenStream(u"The server sent a %1 for a %2 block"_s.arg(kind, m_type)));
    }
    return {};
}

ApiResult<> BlockBuilder::append(QByteArray &to, const RawObject &delta, QByteArrayView key)
{
    const QByteArray literal = delta.raw(key);
    if (!literal.startsWith('"'))
        return tl::unexpected(brokenStream(
            u"The server sent a delta without its \"%1\""_s.arg(QLatin1StringView(key))));
    to += inside(literal);
    return {};
}

void BlockBuilder::setId(const QString &id)
{
    m_id = id;
    m_raw.set("id", jsonString(id));
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
    if (input.isEmpty())
        input = "{}";
    const bool usable = RawObject::parse(input).has_value();
    m_raw.set("input", usable ? input : QByteArrayLiteral("{}"));
    if (m_type == "tool_use"_L1)
        block.call = decodeCall(dialect, m_id, m_raw.string("name"), m_raw.string("toolset_name"),
                                usable ? input : "{");
}

} // namespace pilothouse
