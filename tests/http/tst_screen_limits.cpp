#include "openapi_document.h"

#include "core/screen_limits.h"
#include "support/unit_test.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Of a field named width or height: least and largest.
using Bounds = std::pair<int, int>;

Bounds documented(const QString &side)
{
    const QJsonObject field =
        openApiJson()[u"components"_s][u"schemas"_s][u"NewSession"_s][u"properties"_s][side]
            .toObject();
    return {field.value(u"minimum"_s).toInt(), field.value(u"maximum"_s).toInt()};
}

Bounds offered(const QString &side)
{
    QFile page(QStringLiteral(PILOTHOUSE_PAGE "/dialogs/session_fields.js"));
    const QString text =
        page.open(QIODevice::ReadOnly) ? QString::fromUtf8(page.readAll()) : QString();
    const QRegularExpression field(u"numeric\\('%1', \\{ min: '(\\d+)', max: '(\\d+)'"_s.arg(side));
    const QRegularExpressionMatch found = field.match(text);
    return {found.captured(1).toInt(), found.captured(2).toInt()};
}

} // namespace

/// One size of screen is taken everywhere or nowhere. What the API takes: tst_bad_input.cpp.
class TestScreenLimits : public QObject
{
    Q_OBJECT
private slots:
    void areTheSameInDocumentAndPage_data()
    {
        QTest::addColumn<QString>("side");
        QTest::addColumn<Bounds>("bounds");
        QTest::newRow("width") << u"width"_s
                               << Bounds(kLeastScreen.width(), kLargestScreen.width());
        QTest::newRow("height") << u"height"_s
                                << Bounds(kLeastScreen.height(), kLargestScreen.height());
    }
    void areTheSameInDocumentAndPage()
    {
        QFETCH(QString, side);
        QFETCH(Bounds, bounds);
        QCOMPARE(documented(side), bounds);
        QCOMPARE(offered(side), bounds);
    }
};

PILOTHOUSE_UNIT_TEST(TestScreenLimits)
#include "tst_screen_limits.moc"
