#include "remote/remote_screen.h"

#include "wire/answers.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// As the rest of us has pictures.
QImage pictureFrom(const QByteArray &png)
{
    return QImage::fromData(png, "PNG").convertToFormat(QImage::Format_RGB32);
}

} // namespace

QCoro::Task<Result<QImage>> RemoteScreen::capture(bool withPointer, std::stop_token stop)
{
    const QSize size = m_size;
    const Question question = AskPicture{withPointer};
    const Result<WireFrame> value = co_await m_link.ask(question, stop);
    if (!value)
        co_return fail(value.error());
    QImage picture = co_await QtConcurrent::run(pictureFrom, value->bytes);
    if (picture.size() != size)
        co_return fail(Errc::Corrupt, u"The node sent no picture of this screen."_s);
    co_return picture;
}

QCoro::Task<Result<QString>> RemoteScreen::clipboard(std::stop_token stop)
{
    const Question question = AskClipboard();
    const Result<WireFrame> value = co_await m_link.ask(question, stop);
    if (!value)
        co_return fail(value.error());
    co_return textFrom(*value);
}

QCoro::Task<Result<>> RemoteScreen::setClipboard(QString text, std::stop_token stop)
{
    const Question question = PutClipboard{std::move(text)};
    const Result<WireFrame> value = co_await m_link.ask(question, stop);
    if (!value)
        co_return fail(value.error());
    co_return Result<>();
}

} // namespace pilothouse
