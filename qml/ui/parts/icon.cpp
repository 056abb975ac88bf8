#include "qml/ui/parts/icon.h"

#include <QFile>
#include <QHash>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal kSize = 16; // the grid that they are drawn on
/// They say before and after, in and out.
const QStringList kPointing{u"back"_s, u"forward"_s, u"exit"_s};

/// Their paths by name, as the page has them.
const QHash<QString, QString> &iconPaths()
{
    static const QHash<QString, QString> paths = [] {
        QHash<QString, QString> found;
        QFile file(u":/pilothouse/icons.js"_s);
        if (!file.open(QIODevice::ReadOnly))
            return found;
        static const QRegularExpression line(uR"(^  (\w+): '([^']+)',$)"_s,
                                             QRegularExpression::MultilineOption);
        auto lines = line.globalMatch(QString::fromUtf8(file.readAll()));
        while (lines.hasNext()) {
            const QRegularExpressionMatch match = lines.next();
            found.insert(match.captured(1), match.captured(2));
        }
        return found;
    }();
    return paths;
}

QByteArray drawing(const QString &name, const QColor &color)
{
    const QString path = iconPaths().value(name, iconPaths().value(u"help"_s));
    const QString text =
        u"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path d='%1' fill='none' "
        u"stroke='%2' stroke-width='1.5' stroke-linecap='round' stroke-linejoin='round'/></svg>"_s;
    return text.arg(path, color.name()).toUtf8();
}

} // namespace

Icon::Icon(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setImplicitSize(kSize, kSize);
    setAntialiasing(true);
    connect(this, &Icon::changed, this, [this] { update(); });
}

void Icon::setName(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    emit changed();
}

void Icon::setColor(const QColor &color)
{
    if (color == m_color)
        return;
    m_color = color;
    emit changed();
}

void Icon::setTurned(bool turned)
{
    if (turned == m_turned)
        return;
    m_turned = turned;
    emit changed();
}

void Icon::paint(QPainter *painter)
{
    if (m_turned && kPointing.contains(m_name)) {
        painter->translate(width(), 0);
        painter->scale(-1, 1);
    }
    QSvgRenderer renderer(drawing(m_name, m_color));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(painter, boundingRect());
}

QStringList Icon::names()
{
    return iconPaths().keys();
}

} // namespace pilothouse
