#include "tools/secret_typing.h"

#include <QPainter>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// "the window xterm", "the page at https://example.com"
QString words(const TypingPlace &place)
{
    if (!place.document.isEmpty())
        return u"in a page of %1"_s.arg(place.document.toString(
            QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo));
    if (place.window.isEmpty())
        return u"in no window"_s;
    return u"in a window of %1"_s.arg(place.window.first());
}

Result<> allowed(const Secret &secret, const TypingPlace &place)
{
    // The outermost page can take the keyboard from a frame at any time.
    const bool isRightPage =
        mayBeTypedAt(secret, place.document) && mayBeTypedAt(secret, place.page);
    if (!secret.isBound() || isRightPage || mayBeTypedInto(secret, place.window))
        return {};
    QString reason =
        u"The secret %1 was not typed: the keyboard is %2, and it may only go to %3."_s.arg(
            secret.name, words(place), (secret.hosts + secret.windows).join(u", "_s));
    if (!secret.hosts.isEmpty() && !place.unknown.isEmpty())
        reason += u" (Which page it is could not be found out: %1)"_s.arg(place.unknown);
    return fail(Errc::Denied, reason);
}

void paintOver(QImage &screen, const QList<QRect> &places)
{
    constexpr int kMargin = 2;
    QPainter painter(&screen);
    for (const QRect &place : places)
        painter.fillRect(place.adjusted(-kMargin, -kMargin, kMargin, kMargin), QColor(64, 64, 64));
}

} // namespace

QCoro::Task<Result<Look>> SecretTyping::type(TypeText typed, SettlePolicy settle,
                                             std::stop_token stop)
{
    const QList<TypedPiece> pieces = typedPieces(typed.text);
    if (const Result<> good = known(secretsNamedIn(typed.text)); !good)
        co_return fail(good.error());
    if (pieces.size() <= 1 && (pieces.isEmpty() || !pieces.first().isSecret)) {
        const InputAction action = typed;
        Result<Look> plain = co_await m_display.performAndLook(action, settle, stop);
        co_return plain;
    }
    Result<Look> look = Look{};
    for (qsizetype i = 0; i < pieces.size() && look; ++i) {
        const TypedPiece &piece = pieces.at(i);
        look = co_await typePiece(piece, settle, stop);
        if (!look && piece.isSecret && i > 0)
            look = fail(look.error().code,
                        look.error().message + u" What stands before it was typed."_s);
    }
    co_return look;
}

QCoro::Task<Result<Look>> SecretTyping::typePiece(TypedPiece piece, SettlePolicy settle,
                                                  std::stop_token stop)
{
    if (piece.isSecret) {
        const Secret secret = *m_secrets.find(piece.text);
        Result<Look> look = co_await typeSecret(secret, settle, stop);
        co_return look;
    }
    const InputAction action = TypeText{piece.text};
    Result<Look> look = co_await m_display.performAndLook(action, settle, stop);
    co_return look;
}

QCoro::Task<Result<Look>> SecretTyping::typeSecret(Secret secret, SettlePolicy settle,
                                                   std::stop_token stop)
{
    const TypingPlace place = co_await m_sight.place(stop);
    if (const Result<> may = allowed(secret, place); !may)
        co_return fail(may.error());
    const Result<QImage> before = co_await m_display.capture(false, stop);
    if (!before)
        co_return fail(before.error());
    if (!m_typed.contains(secret.value))
        m_typed.append(secret.value);
    const InputAction action = TypeText{secret.value};
    Result<Look> look = co_await m_display.performAndLook(action, settle, stop);
    const std::stop_token never;
    const Result<QImage> after = co_await m_display.capture(false, never);
    if (!place.hidesText && after) // also of a part that was typed before a stop
        m_cover.learn(*before, *after);
    co_return look;
}

QCoro::Task<CoveredScreen> SecretTyping::covered(QImage screen, std::stop_token stop)
{
    CoveredScreen covered{.picture = screen};
    if (m_typed.isEmpty())
        co_return covered;
    const QStringList typed = m_typed;
    const QList<QRect> shown = co_await m_sight.find(typed, stop);
    const QList<QRect> places = m_cover.find(covered.picture) + shown;
    covered.hides = !places.isEmpty();
    paintOver(covered.picture, places);
    co_return covered;
}

Result<> SecretTyping::known(const QStringList &names) const
{
    for (const QString &name : names) {
        if (m_secrets.find(name) != nullptr)
            continue;
        QStringList known;
        for (const Secret &secret : m_secrets.all())
            known << secret.name;
        const QString have = known.isEmpty() ? u"This session has no secrets (any more): ask the "
                                               "user to give it again."_s
                                             : u"There are: "_s + known.join(u", "_s);
        return fail(Errc::InvalidArgument,
                    u"Nothing was typed: there is no secret \"%1\". %2"_s.arg(name.left(64), have));
    }
    return {};
}

} // namespace pilothouse
