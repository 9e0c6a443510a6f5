#include "adapters/cel/value_json.hpp"

#include <cmath>
#include <string_view>

#include "adapters/cel/scalars.hpp"
#include "adapters/codec/json_writer.hpp"
#include "engine/cel/type.hpp"

namespace makegood::cel_json {

namespace {

using cel::Value;
using cel::ValueKind;

constexpr unsigned depth_max = 60;

class ValueWriter {
  public:
    ValueWriter(const cel::Schema& schema, codec::JsonWriter& json) : schema_(schema), json_(json) {}

    void write(const Value& value, unsigned depth) {
        switch (value.kind) {
            case ValueKind::absent:
            case ValueKind::null: json_.null(); return;
            case ValueKind::error: json_.text(value.fault->words); return;
            case ValueKind::boolean: json_.flag(value.boolean); return;
            case ValueKind::int64: json_.number(value.int64); return;
            case ValueKind::uint64: json_.number(value.uint64); return;
            case ValueKind::float64: write_double(value.float64); return;
            case ValueKind::string: json_.text(value.view()); return;
            case ValueKind::bytes: json_.text(encode_base64(value.view())); return;
            case ValueKind::timestamp: json_.text(to_text(Moment{value.int64, value.size})); return;
            case ValueKind::duration: json_.text(duration_text(value.int64)); return;
            case ValueKind::type: json_.text(value.type->to_text()); return;
            case ValueKind::opaque: write_opaque(value); return;
            case ValueKind::optional:
            case ValueKind::list:
            case ValueKind::map:
            case ValueKind::object: break;
        }
        if (depth == depth_max)
            json_.text("...");
        else
            write_container(value, depth + 1);
    }

  private:
    void write_double(double number) {
        if (std::isnan(number))
            json_.text("NaN");
        else if (std::isinf(number))
            json_.text(number < 0 ? "-Infinity" : "Infinity");
        else
            json_.fraction(number);
    }

    void write_opaque(const Value& value) {
        for (const cel::OpaqueType* type : schema_.opaques())
            if (type->tag() == value.tag) {
                json_.text(type->to_text(value));
                return;
            }
        json_.null();
    }

    void write_container(const Value& value, unsigned depth) {
        switch (value.kind) {
            case ValueKind::optional: write(value.held ? *value.held : Value::null(), depth); return;
            case ValueKind::list: write_list(*value.list, depth); return;
            case ValueKind::map: write_map(*value.map, depth); return;
            default: write_object(*value.object, depth); return;
        }
    }

    void write_list(const cel::List& list, unsigned depth) {
        json_.array_begin();
        for (const Value& item : list.items) write(item, depth);
        json_.array_end();
    }

    void write_map(const cel::Map& map, unsigned depth) {
        json_.object_begin();
        for (const cel::Map::Entry& entry : map.entries) {
            json_.key(key_text(entry.key));
            write(entry.value, depth);
        }
        json_.object_end();
    }

    void write_object(const cel::Object& object, unsigned depth) {
        json_.object_begin();
        for (std::size_t i = 0; i < object.fields.size(); ++i) {
            if (object.fields[i].kind == ValueKind::absent) continue;
            json_.key(object.type->fields()[i].name);
            write(object.fields[i], depth);
        }
        json_.object_end();
    }

    static std::string key_text(const Value& key) {
        switch (key.kind) {
            case ValueKind::boolean: return key.boolean ? "true" : "false";
            case ValueKind::int64: return std::to_string(key.int64);
            case ValueKind::uint64: return std::to_string(key.uint64);
            default: return std::string(key.view());
        }
    }

    const cel::Schema& schema_;
    codec::JsonWriter& json_;
};

}  // namespace

std::string value_json(const Value& value, const cel::Schema& schema) {
    std::string text;
    codec::JsonWriter json(text);
    ValueWriter(schema, json).write(value, 0);
    return text;
}

}  // namespace makegood::cel_json
