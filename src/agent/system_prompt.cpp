#include "agent/system_prompt.h"

#include <QFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

QString systemPrompt(const PictureFrame &frame, const QString &suffix)
{
    QFile file(u":/pilothouse/prompts/system.md"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the system prompt is missing from the binary");
    QString text = QString::fromUtf8(file.readAll())
                       .replace("{width}"_L1, QString::number(frame.size().width()))
                       .replace("{height}"_L1, QString::number(frame.size().height()))
                       .replace("{coordinates}"_L1, frame.words())
                       .trimmed();
    if (!suffix.trimmed().isEmpty())
        text += u"\n\n"_s + suffix.trimmed();
    return text;
}

} // namespace pilothouse
