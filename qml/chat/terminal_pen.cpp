#include "qml/chat/terminal_pen.h"

#include <QList>
#include <QStringList>

#include <array>
#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

enum Attribute : unsigned { Bold = 1, Italic = 2, Underline = 4, Inverse = 8 };

using Colour = std::array<int, 3>;

constexpr std::array kColours{"black"_L1, "red"_L1,     "green"_L1, "yellow"_L1,
                              "blue"_L1,  "magenta"_L1, "cyan"_L1,  "white"_L1};
// Of xterm: what colours of other kinds are compared with.
constexpr std::array<Colour, 16> kPalette{{{0, 0, 0},
                                           {205, 0, 0},
                                           {0, 205, 0},
                                           {205, 205, 0},
                                           {0, 0, 238},
                                           {205, 0, 205},
                                           {0, 205, 205},
                                           {229, 229, 229},
                                           {127, 127, 127},
                                           {255, 0, 0},
                                           {0, 255, 0},
                                           {255, 255, 0},
                                           {92, 92, 255},
                                           {255, 0, 255},
                                           {0, 255, 255},
                                           {255, 255, 255}}};
constexpr std::array kCube{0, 95, 135, 175, 215, 255};
constexpr int kFirstOfCube = 16;
constexpr int kFirstGrey = 232;
constexpr int kWhite = 7;

int distance(const Colour &one, const Colour &other)
{
    int sum = 0;
    for (size_t i = 0; i < one.size(); ++i)
        sum += (one[i] - other[i]) * (one[i] - other[i]);
    return sum;
}

int nearest(const Colour &colour)
{
    int best = 0;
    for (size_t i = 1; i < kPalette.size(); ++i)
        if (distance(kPalette[i], colour) < distance(kPalette[size_t(best)], colour))
            best = static_cast<int>(i);
    return best;
}

/// One of the 16 for a number of the 256.
std::optional<int> ofNumber(qint64 number)
{
    if (number < 0 || number > 255)
        return std::nullopt;
    const int n = static_cast<int>(number);
    if (n < kFirstOfCube)
        return n;
    if (n >= kFirstGrey) {
        const int grey = 8 + 10 * (n - kFirstGrey);
        return nearest({grey, grey, grey});
    }
    const size_t at = size_t(n - kFirstOfCube);
    return nearest({kCube[at / 36], kCube[at / 6 % 6], kCube[at % 6]});
}

struct Extended
{
    std::optional<int> colour;
    qsizetype taken = 0;
};

/// The colour after 38 or 48 in `codes`, and how many codes it takes.
Extended extended(const QList<qint64> &codes)
{
    const qint64 kind = codes.value(0, -1);
    if (kind == 5)
        return {.colour = ofNumber(codes.value(1, -1)), .taken = 2};
    if (kind != 2)
        return {};
    const auto fits = [](qint64 value) { return value >= 0 && value <= 255; };
    const qint64 red = codes.value(1, -1);
    const qint64 green = codes.value(2, -1);
    const qint64 blue = codes.value(3, -1);
    if (!fits(red) || !fits(green) || !fits(blue))
        return {.colour = std::nullopt, .taken = 4};
    return {.colour = nearest({int(red), int(green), int(blue)}), .taken = 4};
}

/// A number of a sequence; nothing is 0, too many digits are a code that nobody knows.
qint64 number(QStringView digits)
{
    bool isNumber = false;
    const qint64 value = digits.toLongLong(&isNumber);
    return digits.isEmpty() ? 0 : isNumber ? value : -1;
}

QList<qint64> numbers(QStringView text)
{
    QList<qint64> found;
    for (const QStringView digits : text.split(u':'))
        found.append(number(digits));
    return found;
}

} // namespace

void TerminalPen::take(QStringView parameters)
{
    QList<QList<qint64>> codes;
    for (const QStringView one : parameters.split(u';'))
        codes.append(numbers(one));
    for (qsizetype at = 0; at < codes.size(); ++at) {
        const qint64 code = codes.at(at).first();
        QList<qint64> parts = codes.at(at).mid(1);
        if (code != 38 && code != 48) {
            takeCode(code == 4 && parts.value(0, -1) == 0 ? 24 : code);
            continue;
        }
        const bool inOne = !parts.isEmpty();
        if (parts.size() > 4)
            parts.removeAt(1); // the colour space
        if (!inOne)
            for (qsizetype next = at + 1; next < codes.size(); ++next)
                parts.append(codes.at(next).first());
        const Extended found = extended(parts);
        (code == 38 ? m_ink : m_ground) = found.colour;
        if (!inOne)
            at += found.taken;
    }
}

void TerminalPen::takeCode(qint64 code)
{
    switch (code) {
    case 0:
        *this = TerminalPen();
        return;
    case 1:
        m_attributes |= Bold;
        return;
    case 3:
        m_attributes |= Italic;
        return;
    case 4:
    case 21:
        m_attributes |= Underline;
        return;
    case 7:
        m_attributes |= Inverse;
        return;
    case 22:
        m_attributes &= ~unsigned(Bold);
        return;
    case 23:
        m_attributes &= ~unsigned(Italic);
        return;
    case 24:
        m_attributes &= ~unsigned(Underline);
        return;
    case 27:
        m_attributes &= ~unsigned(Inverse);
        return;
    case 39:
        m_ink.reset();
        return;
    case 49:
        m_ground.reset();
        return;
    default:
        takeColour(code); // concealed text (8) stays: it is seen
    }
}

void TerminalPen::takeColour(qint64 code)
{
    const auto within = [code](int first) { return code >= first && code < first + 8; };
    if (within(30) || within(90))
        m_ink = static_cast<int>(within(30) ? code - 30 : code - 90 + 8);
    else if (within(40) || within(100))
        m_ground = static_cast<int>(within(40) ? code - 40 : code - 100 + 8);
}

QString TerminalPen::style() const
{
    const std::optional<int> on = m_attributes & Inverse ? m_ink.value_or(kWhite) : m_ground;
    const std::optional<int> colour = on ? on : m_ink;
    QStringList names;
    const auto name = [&names](const QString &one, bool applies) {
        if (applies)
            names.append(one);
    };
    name(u"on"_s, on.has_value());
    if (colour) {
        names.append(kColours.at(size_t(*colour % 8)));
        name(u"bright"_s, *colour > kWhite);
    }
    name(u"bold"_s, m_attributes & Bold);
    name(u"italic"_s, m_attributes & Italic);
    name(u"underline"_s, m_attributes & Underline);
    return names.join(u' ');
}

} // namespace pilothouse
