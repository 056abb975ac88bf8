# The native window (qml/): built where Qt Quick is, else left out; nothing else links it.
find_package(Qt6 6.4 QUIET COMPONENTS Quick QuickControls2 QuickTest LinguistTools Svg Widgets)
find_package(Qt6Keychain QUIET)
if(Qt6Quick_FOUND AND Qt6QuickControls2_FOUND AND Qt6LinguistTools_FOUND AND Qt6Svg_FOUND AND Qt6Widgets_FOUND
        AND Qt6Keychain_FOUND)
    set(PILOTHOUSE_WINDOW TRUE)
else()
    set(PILOTHOUSE_WINDOW FALSE)
    message(STATUS "The native window is left out: scripts/install-packages window")
endif()

# Where qmllint, and engines in tests, find the modules that are built here.
set(QT_QML_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/qml_modules)

# pilothouse_window_module(NAME URI X SOURCES ... LINK ... [QML ...] [RESOURCES ...]
# [DEPENDS URI ...]): one static
# library per folder below qml/, target pilothouse_qml_NAME, and a QML module of its own with what
# its sources mark QML_ELEMENT. Includes are written from the root: "qml/client/session.h".
# What a program shall see of the module it names by pilothouse::importModules() (qml/ui/modules.h).
function(pilothouse_window_module name)
    cmake_parse_arguments(ARG "" "URI" "SOURCES;LINK;QML;RESOURCES;DEPENDS" ${ARGN})
    set(target pilothouse_qml_${name})
    qt_add_library(${target} STATIC)
    foreach(file ${ARG_QML})
        set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${file})
        file(STRINGS ${file} singleton LIMIT_COUNT 1 REGEX "^pragma Singleton$")
        if(singleton)
            set_source_files_properties(${file} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
        endif()
    endforeach()
    qt_add_qml_module(${target}
        URI ${ARG_URI}
        VERSION 1.0
        RESOURCE_PREFIX /qt/qml
        NO_PLUGIN
        DEPENDENCIES QtQuick ${ARG_DEPENDS}
        IMPORT_PATH ${QT_QML_OUTPUT_DIRECTORY}
        SOURCES ${ARG_SOURCES}
        QML_FILES ${ARG_QML}
        RESOURCES ${ARG_RESOURCES})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    foreach(file ${ARG_SOURCES}) # what Qt writes names headers without their folders
        get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR}/${file} DIRECTORY)
        set_property(SOURCE ${CMAKE_CURRENT_BINARY_DIR}/${target}_qmltyperegistrations.cpp
            APPEND PROPERTY INCLUDE_DIRECTORIES ${folder})
    endforeach()
    target_link_libraries(${target} PUBLIC Qt6::Qml ${ARG_LINK})
    target_link_libraries(${target} PRIVATE project_options)
    if(ARG_QML) # what Qt's own tools make of it is not held to our warnings
        target_compile_options(${target} PRIVATE -w)
    endif()
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${target}_qmltyperegistrations.cpp
        PROPERTIES COMPILE_OPTIONS -w SKIP_UNITY_BUILD_INCLUSION ON)
    if(PILOTHOUSE_TESTS AND ARG_QML)
        pilothouse_window_lint(${name} ${ARG_URI} ${ARG_QML})
    endif()
endfunction()

# window_lint_NAME: every warning of qmllint is an error.
function(pilothouse_window_lint name uri)
    string(REPLACE . _ uri ${uri})
    set(target pilothouse_qml_${name})
    add_test(NAME window_lint_${name}
        COMMAND Qt6::qmllint --unused-imports warning --with warning --deferred-property-id disable
            -I ${QT_QML_OUTPUT_DIRECTORY} -I ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_QML}
            --resource ${CMAKE_CURRENT_BINARY_DIR}/.rcc/qmake_${uri}.qrc
            --resource ${CMAKE_CURRENT_BINARY_DIR}/.rcc/${target}_raw_qml_0.qrc ${ARGN}
        WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    set_tests_properties(window_lint_${name} PROPERTIES LABELS repository
        REQUIRED_FILES $<TARGET_FILE:pilothouse-desktop>) # all modules are there then
    add_dependencies(labelled_tests pilothouse-desktop)
endfunction()
