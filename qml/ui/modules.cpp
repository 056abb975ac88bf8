#include "qml/ui/modules.h"

#include "qml/ui/parts/enter_key.h"

#include <QQmlEngine>

// Written by Qt's tools, one for each module; what nobody names the linker leaves out.
void qml_register_types_Pilothouse();
void qml_register_types_Pilothouse_Chat();
void qml_register_types_Pilothouse_Client();
void qml_register_types_Pilothouse_Vnc();

namespace pilothouse {

using namespace Qt::StringLiterals;

void importModules(QQmlEngine &engine)
{
    qml_register_types_Pilothouse_Client();
    qml_register_types_Pilothouse_Chat();
    qml_register_types_Pilothouse();
    qml_register_types_Pilothouse_Vnc();
    new EnterKey(&engine);
    engine.addImportPath(u"qrc:/qt/qml"_s); // no default before Qt 6.5
}

} // namespace pilothouse
