#pragma once

class QQmlEngine;

namespace pilothouse {

/// Lets an engine find the window's QML modules, which a program links as libraries. Before it
/// loads anything; main thread.
void importModules(QQmlEngine &engine);

} // namespace pilothouse
