#include "wire/home_question.h"

#include "core/utc.h"
#include "wire/field_reader.h"
#include "wire/overloaded.h"
#include "wire/plan_fields.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// As they are in the enums.
constexpr std::array kKinds{"file"_L1, "folder"_L1, "link"_L1, "other"_L1};
constexpr std::array kOutcomes{"new"_L1, "replaced"_L1, "kept"_L1};

template <typename Enum, typename Names>
Enum valueIn(FieldReader &read, QLatin1StringView field, const Names &names)
{
    const QString text = read.text(field);
    for (size_t i = 0; i < names.size(); ++i)
        if (text == names[i])
            return static_cast<Enum>(i);
    read.complain(field);
    return Enum();
}

QJsonObject toJson(const HomeEntry &entry)
{
    return {{u"name"_s, entry.name},
            {u"kind"_s, QString(kKinds[static_cast<size_t>(entry.kind)])},
            {u"size"_s, entry.size},
            {u"modified"_s, entry.modified.toMSecsSinceEpoch()}};
}

HomeEntry entryIn(const QJsonValue &json, FieldReader &outer)
{
    FieldReader read(json.toObject());
    HomeEntry entry{.name = read.text("name"_L1),
                    .kind = valueIn<HomeEntry::Kind>(read, "kind"_L1, kKinds),
                    .size = read.integer("size"_L1, 0, kMostWireNumber)};
    const qint64 modified = read.integer("modified"_L1, -kMostWireNumber, kMostWireNumber);
    entry.modified = QDateTime::fromMSecsSinceEpoch(modified, kUtc);
    if (!read.isGood())
        outer.complain("entries"_L1);
    return entry;
}

HomeQuestion questionIn(FieldReader &read, const QByteArray &bytes)
{
    const QString what = read.text("what"_L1);
    const QString path = read.text("path"_L1);
    if (what == "open"_L1)
        return OpenHomeItem{path};
    if (what == "read"_L1)
        return ReadHomeFile{.path = path,
                            .mark = read.text("mark"_L1),
                            .offset = read.integer("offset"_L1, 0, kMostWireNumber),
                            .most = read.integer("most"_L1, 0, kMostOfHomeFile)};
    if (what == "write"_L1)
        return WriteHomeFile{.path = path,
                             .ifThere = read.flag("keep"_L1) ? IfThere::Keep : IfThere::Replace,
                             .bytes = bytes};
    if (what != "remove"_L1)
        read.complain("what"_L1);
    return RemoveHomeItem{path};
}

} // namespace

WireFrame frameOf(const HomeQuestion &question)
{
    const Overloaded cases{
        [](const OpenHomeItem &q) {
            return WireFrame{.json = {{u"what"_s, u"open"_s}, {u"path"_s, q.path}}};
        },
        [](const ReadHomeFile &q) {
            return WireFrame{.json = {{u"what"_s, u"read"_s},
                                      {u"path"_s, q.path},
                                      {u"mark"_s, q.mark},
                                      {u"offset"_s, q.offset},
                                      {u"most"_s, q.most}}};
        },
        [](const WriteHomeFile &q) {
            return WireFrame{.json = {{u"what"_s, u"write"_s},
                                      {u"path"_s, q.path},
                                      {u"keep"_s, q.ifThere == IfThere::Keep}},
                             .bytes = q.bytes};
        },
        [](const RemoveHomeItem &q) {
            return WireFrame{.json = {{u"what"_s, u"remove"_s}, {u"path"_s, q.path}}};
        }};
    return std::visit(cases, question);
}

Result<HomeQuestion> homeQuestionFrom(const WireFrame &frame)
{
    FieldReader read(frame.json);
    HomeQuestion question = questionIn(read, frame.bytes);
    if (!read.isGood())
        return fail(read.error());
    return question;
}

WireFrame valueOf(const HomeFinding &finding)
{
    QJsonArray entries;
    for (const HomeEntry &entry : finding.entries)
        entries.append(toJson(entry));
    return {
        .json = {{u"mark"_s, finding.mark}, {u"size"_s, finding.size}, {u"entries"_s, entries}}};
}

Result<HomeFinding> homeFindingFrom(const WireFrame &value)
{
    FieldReader read(value.json);
    HomeFinding finding{.mark = read.text("mark"_L1),
                        .size = read.integer("size"_L1, 0, kMostWireNumber)};
    for (const QJsonValue &each : read.array("entries"_L1))
        finding.entries.append(entryIn(each, read));
    if (!read.isGood())
        return fail(read.error());
    return finding;
}

WireFrame valueOf(Written written)
{
    return {.json = {{u"written"_s, QString(kOutcomes[static_cast<size_t>(written)])}}};
}

Result<Written> writtenFrom(const WireFrame &value)
{
    FieldReader read(value.json);
    const auto written = valueIn<Written>(read, "written"_L1, kOutcomes);
    if (!read.isGood())
        return fail(read.error());
    return written;
}

QByteArray homeAnswerBody(const Result<WireFrame> &value)
{
    if (!value)
        return binaryOf({.json = {{u"error"_s, toJson(value.error())}}});
    return binaryOf({.json = {{u"value"_s, value->json}}, .bytes = value->bytes});
}

Result<WireFrame> homeAnswerFrom(const QByteArray &body)
{
    const Result<WireFrame> frame = frameFromBinary(body);
    if (!frame)
        return fail(frame.error());
    FieldReader read(frame->json);
    if (read.has("error"_L1)) {
        const Result<Error> error = errorFrom(read.object("error"_L1));
        return fail(error ? *error : error.error());
    }
    WireFrame value{.json = read.object("value"_L1), .bytes = frame->bytes};
    if (!read.isGood())
        return fail(read.error());
    return value;
}

} // namespace pilothouse
