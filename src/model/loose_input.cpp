#include "model/loose_input.h"

#include "core/json.h"
#include "model/raw_object.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepestWrapping = 4;

// The value of a wrapping object; empty when it is none.
QByteArray wrappedIn(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const bool isWrapper = object.size() == 1;
    for (const char *key : {"arguments", "parameters", "input"})
        if (isWrapper && object.contains(QLatin1StringView(key)))
            if (const auto raw = RawObject::parse(json))
                return raw->raw(key);
    return {};
}

} // namespace

QByteArray looseInput(QByteArray json)
{
    for (int depth = 0; depth < kDeepestWrapping; ++depth) {
        json = json.trimmed();
        if (json.isEmpty() || json == "null")
            return "{}";
        if (json.startsWith('"')) {
            const auto text = QJsonDocument::fromJson('[' + json + ']').array();
            if (text.size() != 1 || !text.first().isString())
                return json;
            json = text.first().toString().toUtf8();
            continue;
        }
        const QByteArray inner = json.startsWith('{') ? wrappedIn(json) : QByteArray();
        const bool holdsObject = inner.startsWith('{') || inner.startsWith('"');
        if (!holdsObject)
            return json;
        json = inner;
    }
    return json;
}

} // namespace pilothouse
