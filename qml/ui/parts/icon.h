#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// One of the page's line icons (resources/web/ui/lib/icons.js), drawn crisp in any size. It is
/// decoration: what it stands on has the accessible name. An unknown name shows "help".
class Icon : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name MEMBER m_name WRITE setName NOTIFY changed FINAL)
    Q_PROPERTY(QColor color MEMBER m_color WRITE setColor NOTIFY changed FINAL)
    /// Those that point somewhere point the other way, as where one reads from right to left.
    Q_PROPERTY(bool turned MEMBER m_turned WRITE setTurned NOTIFY changed FINAL)
public:
    explicit Icon(QQuickItem *parent = nullptr);
    void setName(const QString &name);
    void setColor(const QColor &color);
    void setTurned(bool turned);
    void paint(QPainter *painter) override;

    /// The names there are.
    static QStringList names();

signals:
    void changed();

private:
    QString m_name;
    QColor m_color;
    bool m_turned = false;
};

} // namespace pilothouse
