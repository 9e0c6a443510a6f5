#include <iostream>

#include "adapters/http/api/api.hpp"

/// One route a line, as in "GET /v1/queue": what openapi.json must describe, no more and no less.
int main() {
    for (const std::string& route : makegood::http::Api::routes()) std::cout << route << "\n";
}
