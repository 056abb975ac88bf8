#include "screen/windows/window_property.h"

#include <QStringList>

#include <cstring>

namespace pilothouse {

namespace {

constexpr uint32_t kLongestProperty = 256; // in units of 4 bytes

} // namespace

QByteArray windowProperty(XConnection &connection, xcb_window_t window, xcb_atom_t name,
                          xcb_atom_t type)
{
    const auto reply = connection.reply<xcb_get_property_reply_t>(
        xcb_get_property(connection.raw(), 0, window, name, type, 0, kLongestProperty));
    if (!reply || reply->type != type)
        return {};
    return {static_cast<const char *>(xcb_get_property_value(reply.get())),
            xcb_get_property_value_length(reply.get())};
}

std::vector<uint32_t> windowNumbers(XConnection &connection, xcb_window_t window, xcb_atom_t name,
                                    xcb_atom_t type)
{
    const QByteArray bytes = windowProperty(connection, window, name, type);
    std::vector<uint32_t> numbers(static_cast<size_t>(bytes.size()) / sizeof(uint32_t));
    std::memcpy(numbers.data(), bytes.constData(), numbers.size() * sizeof(uint32_t));
    return numbers;
}

xcb_window_t parentWindow(XConnection &connection, xcb_window_t window)
{
    const auto tree =
        connection.reply<xcb_query_tree_reply_t>(xcb_query_tree(connection.raw(), window));
    if (!tree || tree->parent == connection.root())
        return XCB_WINDOW_NONE;
    return tree->parent;
}

QStringList windowNames(XConnection &connection, xcb_window_t window)
{
    const QByteArray names = windowProperty(connection, window, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING);
    return QString::fromLatin1(names).split(QChar(u'\0'), Qt::SkipEmptyParts);
}

} // namespace pilothouse
