#include "store/event_json.h"

#include "core/clock.h"
#include "core/json.h"
#include "core/json_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// The block's own text. White space around tokens may hold line ends, which would break the frame
// of one line; strings cannot (JSON escapes them). Text that is no JSON goes out as a string.
QByteArray blockContent(const ModelBlock &block)
{
    if (!parseJsonObject(block.raw))
        return jsonString(QString::fromUtf8(block.raw));
    QByteArray line = block.raw;
    return line.replace('\n', ' ').replace('\r', ' ');
}

} // namespace

QByteArray wireJson(const Event &event)
{
    const auto *block = std::get_if<ModelBlock>(&event.body);
    return JsonText()
        .add("type", wireType(event.body))
        .addRaw("content", block ? blockContent(*block) : bodyText(event.body, BodyForm::Wire))
        .add("timestamp", isoTime(event.at))
        .add("seq", event.seq)
        .add("session_id", event.session.value)
        .end();
}

} // namespace pilothouse
