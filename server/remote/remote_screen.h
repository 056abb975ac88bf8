#pragma once

#include "remote/desk_link.h"
#include "screen/screen.h"

namespace pilothouse {

/// The screen of a desktop on a node.
class RemoteScreen final : public Screen
{
public:
    /// The link outlives it.
    RemoteScreen(DeskLink &link, QSize size) : m_link(link), m_size(size) {}

    QSize size() const override { return m_size; }
    QCoro::Task<Result<QImage>> capture(bool withPointer, std::stop_token stop) override;
    QCoro::Task<Result<QString>> clipboard(std::stop_token stop) override;
    QCoro::Task<Result<>> setClipboard(QString text, std::stop_token stop) override;

private:
    DeskLink &m_link;
    QSize m_size;
};

} // namespace pilothouse
