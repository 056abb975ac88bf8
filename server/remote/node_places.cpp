#include "remote/node_places.h"

#include "moc_node_places.cpp"
