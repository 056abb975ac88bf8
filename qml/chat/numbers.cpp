#include "qml/chat/numbers.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr double kThousand = 1000;
constexpr double kMillion = 1'000'000;
constexpr double kNearlyMillion = 999'950;
constexpr qint64 kSixty = 60;
constexpr double kCent = 0.1;
constexpr double kLeast = 0.0001;

// As it is written in the language of the window.
QString withDigits(double value, int digits)
{
    QLocale here;
    here.setNumberOptions(QLocale::OmitGroupSeparator);
    return here.toString(value, 'f', digits);
}

QString twoDigits(qint64 number)
{
    return u"%1"_s.arg(number, 2, 10, QChar(u'0'));
}

} // namespace

QString duration(double milliseconds)
{
    const qint64 seconds = std::llround(std::fmax(0, milliseconds) / kThousand);
    if (seconds < kSixty)
        return QString::number(seconds) + u" s"_s;
    const qint64 minutes = seconds / kSixty;
    if (minutes < kSixty)
        return QString::number(minutes) + u':' + twoDigits(seconds % kSixty);
    return QString::number(minutes / kSixty) + u':' + twoDigits(minutes % kSixty) + u':' +
           twoDigits(seconds % kSixty);
}

QString shortDuration(double milliseconds)
{
    if (milliseconds < 100)
        return QString::number(std::llround(milliseconds)) + u" ms"_s;
    if (milliseconds < 9950)
        return withDigits(milliseconds / kThousand, 1) + u" s"_s;
    return duration(milliseconds);
}

QString count(double number)
{
    if (number < kThousand)
        return QString::number(number);
    if (number < kNearlyMillion)
        return withDigits(number / kThousand, number < 99'950 ? 1 : 0) + u'k';
    return withDigits(number / kMillion, 1) + u'M';
}

QString money(double dollars)
{
    const QString inDollars = QCoreApplication::translate("Numbers", "$%1");
    if (dollars <= 0)
        return inDollars.arg(0);
    if (dollars < kLeast)
        return u"< "_s + inDollars.arg(withDigits(kLeast, 4));
    return inDollars.arg(withDigits(dollars, dollars < kCent ? 4 : 2));
}

QString bytes(double size)
{
    if (size < kThousand)
        return QString::number(size) + u" B"_s;
    if (size < kNearlyMillion)
        return withDigits(size / kThousand, 1) + u" kB"_s;
    return withDigits(size / kMillion, 1) + u" MB"_s;
}

} // namespace pilothouse
