#include "app/logging.h"

#include "core/clock.h"
#include "core/json.h"

#include <QLoggingCategory>

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool g_json = false;

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    default:
        return u"error"_s;
    }
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString category = QString::fromLatin1(context.category);
    QByteArray line;
    if (g_json)
        line = compactJson(QJsonObject{{u"time"_s, isoTime(now)},
                                       {u"level"_s, levelName(type)},
                                       {u"category"_s, category},
                                       {u"message"_s, message}});
    else
        line = u"%1 %2 %3: %4"_s
                   .arg(now.toLocalTime().toString(u"HH:mm:ss.zzz"_s), levelName(type), category,
                        message)
                   .toUtf8();
    line += '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

} // namespace

void startLogging(const LogConfig &config)
{
    g_json = config.json;
    qInstallMessageHandler(write);
    QString rules = u"qt.*=false\n"_s;
    const QStringList levels{u"debug"_s, u"info"_s, u"warning"_s};
    for (const QString &level : levels) {
        const bool shown =
            levels.indexOf(level) >= levels.indexOf(config.level) && config.level != "error"_L1;
        rules += u"pilothouse.*.%1=%2\n"_s.arg(level, shown ? u"true"_s : u"false"_s);
    }
    QLoggingCategory::setFilterRules(rules);
}

} // namespace pilothouse
