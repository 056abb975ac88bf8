#include "qml/chat/picture_marks.h"

#include <QRectF>

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kCornersOfBox = 4;

/// All numbers of a list of `count`; empty: it is not one.
QList<double> numbersIn(const QVariant &value, qsizetype count)
{
    const QVariantList list = value.toList();
    QList<double> numbers;
    for (const QVariant &each : list) {
        const int type = each.typeId();
        if (type == QMetaType::Double || type == QMetaType::Int || type == QMetaType::LongLong)
            numbers.append(each.toDouble());
    }
    return numbers.size() == count && list.size() == count ? numbers : QList<double>();
}

bool isInside(const QList<double> &points, QSizeF size)
{
    for (qsizetype at = 0; at + 1 < points.size(); at += 2) {
        const bool isWithin = points[at] >= 0 && points[at] <= size.width() &&
                              points[at + 1] >= 0 && points[at + 1] <= size.height();
        if (!isWithin)
            return false;
    }
    return !points.isEmpty();
}

} // namespace

QVariantList marksOf(const QVariantMap &call, QSizeF size)
{
    const QString tool = call.value(u"tool"_s).toString();
    const bool isElement = tool == u"act_on" || tool == u"windows";
    if (!isElement && tool != u"computer")
        return {};
    const QString action = call.value(u"action"_s).toString();
    const QVariantMap input = call.value(u"input"_s).toMap();
    const QList<double> box = numbersIn(input.value(u"region"_s), kCornersOfBox);
    if ((isElement || action == u"zoom") && isInside(box, size))
        return {QVariantMap{{u"kind"_s, u"box"_s},
                            {u"x"_s, box[0]},
                            {u"y"_s, box[1]},
                            {u"width"_s, box[2] - box[0]},
                            {u"height"_s, box[3] - box[1]}}};
    const QList<double> point = numbersIn(input.value(u"coordinate"_s), 2);
    if (!isInside(point, size))
        return {};
    const QList<double> start = numbersIn(input.value(u"start_coordinate"_s), 2);
    if (action == u"left_click_drag" && !start.isEmpty()) {
        if (!isInside(start, size))
            return {};
        return {QVariantMap{{u"kind"_s, u"line"_s},
                            {u"x1"_s, start[0]},
                            {u"y1"_s, start[1]},
                            {u"x2"_s, point[0]},
                            {u"y2"_s, point[1]}}};
    }
    const int count = action == u"double_click" ? 2 : action == u"triple_click" ? 3 : 1;
    return {QVariantMap{
        {u"kind"_s, u"point"_s}, {u"x"_s, point[0]}, {u"y"_s, point[1]}, {u"count"_s, count}}};
}

bool isOnPicture(const QVariantMap &call)
{
    return call.value(u"action"_s) != u"zoom"_s;
}

} // namespace pilothouse
