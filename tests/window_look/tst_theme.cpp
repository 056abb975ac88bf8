// The window's colours are the page's, and can be read.
#include "support/unit_test.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QRgb>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr double kOfText = 4.5; // WCAG 2.2, success criteria 1.4.3 and 1.4.11
constexpr double kOfEdges = 3;

/// In the light and in the dark, "#rrggbb" or "#rrggbbaa".
using Colour = QPair<QString, QString>;

QString textOf(const char *path)
{
    QFile file(QStringLiteral(PROJECT_SOURCE) + QLatin1StringView(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "--on-film-soft" is "filmInkSoft" in the window.
QString nameInWindow(const QString &token)
{
    QStringList words = token.split(u'-');
    if (words.first() == "on"_L1) {
        words.removeFirst();
        words.insert(1, u"ink"_s);
    }
    QString name = words.takeFirst();
    for (const QString &word : words)
        name += word.first(1).toUpper() + word.sliced(1);
    return name;
}

QMap<QString, Colour> coloursOfThePage()
{
    static const QRegularExpression token(
        u"--([a-z-]+): (?:light-dark\\((#\\w+), (#\\w+)\\)|(#\\w+));"_s);
    QMap<QString, Colour> colours;
    for (const auto &found : token.globalMatch(textOf("/resources/web/ui/style/tokens.css")))
        colours[nameInWindow(found.captured(1))] =
            found.captured(4).isEmpty() ? Colour(found.captured(2), found.captured(3))
                                        : Colour(found.captured(4), found.captured(4));
    return colours;
}

/// QML says how much shines through first.
QString asOnThePage(const QString &colour)
{
    return colour.size() == 9 ? u'#' + colour.sliced(3) + colour.sliced(1, 2) : colour;
}

QMap<QString, Colour> coloursOfTheWindow()
{
    static const QRegularExpression property(
        u"property color (\\w+): (?:dark \\? \"(#\\w+)\" : )?\"(#\\w+)\""_s);
    QMap<QString, Colour> colours;
    for (const auto &found : property.globalMatch(textOf("/qml/ui/parts/Theme.qml"))) {
        const QString light = asOnThePage(found.captured(3));
        colours[found.captured(1)] = {
            light, found.captured(2).isEmpty() ? light : asOnThePage(found.captured(2))};
    }
    return colours;
}

double luminance(const QString &colour)
{
    const uint rgb = colour.sliced(1, 6).toUInt(nullptr, 16);
    const auto linear = [](int channel) {
        const double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(rgb)) + 0.7152 * linear(qGreen(rgb)) + 0.0722 * linear(qBlue(rgb));
}

double contrast(const QString &one, const QString &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void hasTheColoursOfThePage()
    {
        const auto page = coloursOfThePage();
        QVERIFY(page.size() > 25);
        QCOMPARE(coloursOfTheWindow(), page);
    }

    void canBeRead_data()
    {
        QTest::addColumn<QString>("ink");
        QTest::addColumn<QString>("ground");
        QTest::addColumn<double>("least");
        const auto rows = [](const char *inks, const char *grounds, double least) {
            for (const QString &ink : QString::fromLatin1(inks).split(u' '))
                for (const QString &ground : QString::fromLatin1(grounds).split(u' '))
                    QTest::addRow("%s on %s", qPrintable(ink), qPrintable(ground))
                        << ink << ground << least;
        };
        rows("ink soft", "ground surface sunken hover", kOfText);
        rows("accent good bad warn info violet steer", "ground surface", kOfText);
        rows("ink bad", "badSoft", kOfText);
        rows("ink warn", "warnSoft", kOfText);
        rows("ink info", "infoSoft", kOfText);
        rows("ink accent good", "accentSoft", kOfText);
        rows("accentInk", "accent accentStrong", kOfText);
        rows("steerInk", "steer", kOfText);
        rows("surface", "bad", kOfText);
        rows("filmInk filmInkSoft", "film", kOfText);
        rows("edge accent", "ground surface", kOfEdges);
    }
    void canBeRead()
    {
        QFETCH(QString, ink);
        QFETCH(QString, ground);
        QFETCH(double, least);
        const auto colours = coloursOfTheWindow();
        const double light = contrast(colours[ink].first, colours[ground].first);
        const double dark = contrast(colours[ink].second, colours[ground].second);
        QVERIFY2(light >= least && dark >= least,
                 qPrintable(u"light %1, dark %2"_s.arg(light).arg(dark)));
    }
};

PILOTHOUSE_UNIT_TEST(TestTheme)
#include "tst_theme.moc"
