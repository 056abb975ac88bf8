#include "gptme/form_parts.h"

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestBoundary = 70; // RFC 2046, section 5.1.1
constexpr qsizetype kLongestHead = 8 * 1024;

/// The value of a parameter: ; name="value" or ; name=value.
std::optional<QByteArray> parameterOf(const QByteArray &field, const QByteArray &name)
{
    const QByteArray key = name + '=';
    const qsizetype at = field.toLower().indexOf(QByteArray("; " + key));
    const qsizetype close = field.toLower().indexOf(QByteArray(';' + key));
    if (at < 0 && close < 0)
        return std::nullopt;
    const qsizetype begin = (at >= 0 ? at + 2 : close + 1) + name.size() + 1;
    if (begin < field.size() && field[begin] == '"') {
        const qsizetype end = field.indexOf('"', begin + 1);
        return end < 0 ? std::nullopt : std::optional(field.sliced(begin + 1, end - begin - 1));
    }
    const qsizetype end = field.indexOf(';', begin);
    return field.sliced(begin, (end < 0 ? field.size() : end) - begin).trimmed();
}

Failure broken()
{
    return fail(Errc::InvalidArgument, u"The body must be multipart/form-data with files in it"_s);
}

/// The file name that a part's head has; nothing: it is a plain field.
std::optional<QString> fileNameOf(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        const QByteArray field = line.trimmed();
        if (!field.toLower().startsWith("content-disposition:"))
            continue;
        if (const auto name = parameterOf(field, "filename"))
            return QString::fromUtf8(*name).replace(u'\\', u'/').section(u'/', -1).trimmed();
    }
    return std::nullopt;
}

} // namespace

Result<QList<FormFile>> formFiles(const QByteArray &contentType, const QByteArray &body,
                                  qsizetype most)
{
    const auto boundary = parameterOf(contentType, "boundary");
    const bool isForm = contentType.toLower().startsWith("multipart/form-data");
    if (!isForm || !boundary || boundary->isEmpty() || boundary->size() > kLongestBoundary)
        return broken();
    const QByteArray line = "\r\n--" + *boundary;
    if (!body.startsWith(line.sliced(2)))
        return broken();
    QList<FormFile> files;
    qsizetype at = line.size() - 2; // behind a boundary
    while (!body.sliced(at).startsWith("--")) {
        const qsizetype headEnd = body.indexOf("\r\n\r\n", at);
        const qsizetype end = headEnd < 0 ? -1 : body.indexOf(line, headEnd + 2);
        if (end < 0 || headEnd - at > kLongestHead || files.size() == most)
            return broken();
        if (const auto name = fileNameOf(body.sliced(at, headEnd - at)))
            files.append(
                {*name, body.sliced(headEnd + 4, std::max<qsizetype>(0, end - headEnd - 4))});
        at = end + line.size();
    }
    return files;
}

} // namespace pilothouse
