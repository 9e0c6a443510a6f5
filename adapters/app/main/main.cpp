#include "adapters/app/command_line.hpp"

int main(int argc, char** argv) {
    return makegood::app::run(argc, argv);
}
