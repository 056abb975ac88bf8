#pragma once

#include <QObject>
#include <QSettings>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// How somebody likes the window: what is chosen holds at once and is kept on this machine. How it
/// looks is SystemLook's. Main thread.
class Preferences : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Preferences)
    QML_ELEMENT
    QML_UNCREATABLE("the program has them")
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed FINAL)
    Q_PROPERTY(bool calls READ calls WRITE setCalls NOTIFY changed FINAL)
    Q_PROPERTY(bool callsForQuestions READ callsForQuestions WRITE setCallsForQuestions NOTIFY
                   changed FINAL)
    Q_PROPERTY(bool callsForEnds READ callsForEnds WRITE setCallsForEnds NOTIFY changed FINAL)
    Q_PROPERTY(
        bool callsForFailures READ callsForFailures WRITE setCallsForFailures NOTIFY changed FINAL)
    Q_PROPERTY(bool sounds READ sounds WRITE setSounds NOTIFY changed FINAL)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed FINAL)
    Q_PROPERTY(QVariantMap defaults READ defaults WRITE setDefaults NOTIFY changed FINAL)
public:
    explicit Preferences(QObject *parent = nullptr);

    /// "en" or "de"; empty: the system's.
    QString language() const { return text(QStringLiteral("language")); }
    void setLanguage(const QString &language) { keep(QStringLiteral("language"), language); }
    /// Whether notifications are shown, and for what.
    bool calls() const { return isOn(QStringLiteral("calls"), true); }
    void setCalls(bool on) { keep(QStringLiteral("calls"), on); }
    bool callsForQuestions() const { return isOn(QStringLiteral("calls_questions"), true); }
    void setCallsForQuestions(bool on) { keep(QStringLiteral("calls_questions"), on); }
    bool callsForEnds() const { return isOn(QStringLiteral("calls_ends"), true); }
    void setCallsForEnds(bool on) { keep(QStringLiteral("calls_ends"), on); }
    bool callsForFailures() const { return isOn(QStringLiteral("calls_failures"), true); }
    void setCallsForFailures(bool on) { keep(QStringLiteral("calls_failures"), on); }
    /// Whether they sound.
    bool sounds() const { return isOn(QStringLiteral("sounds"), false); }
    void setSounds(bool on) { keep(QStringLiteral("sounds"), on); }
    /// What others see of who has the wheel here.
    QString name() const { return text(QStringLiteral("name")); }
    void setName(const QString &name) { keep(QStringLiteral("name"), name.trimmed()); }
    /// What new sessions get unless somebody says otherwise, as POST /sessions/ takes it.
    QVariantMap defaults() const;
    void setDefaults(const QVariantMap &wishes);

signals:
    void changed();

private:
    QString text(const QString &name) const;
    bool isOn(const QString &name, bool otherwise) const;
    void keep(const QString &name, const QVariant &value);

    QSettings m_kept;
};

} // namespace pilothouse
