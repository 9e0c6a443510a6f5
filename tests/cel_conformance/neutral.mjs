// The words of the published tests, put into words of our own: one key says what a value is, texts carry what JSON's
// numbers cannot. {"int": "1"}, {"double": "NaN"}, {"map": [[key, value], ...]}, {"error": "..."}.

const primitives = { BOOL: "bool", INT64: "int", UINT64: "uint", DOUBLE: "double", STRING: "string", BYTES: "bytes" };
export const messages_as_values = new Map([
    ["google.protobuf.Timestamp", "timestamp"],
    ["google.protobuf.Duration", "duration"],
]);

function only_entry(object) {
    const entries = Object.entries(object);
    if (entries.length !== 1) throw new Error(`one key expected in ${JSON.stringify(object)}`);
    return entries[0];
}

function double_text(number) {
    return Object.is(number, -0) ? "-0.0" : String(number);
}

export function value_of(published) {
    const [kind, held] = only_entry(published);
    switch (kind) {
        case "boolValue": return { bool: held };
        case "int64Value": return { int: String(held) };
        case "uint64Value": return { uint: String(held) };
        case "doubleValue": return { double: double_text(held) };
        case "stringValue": return { string: held };
        case "bytesValue": return { bytes: held };
        case "nullValue": return { null: null };
        case "typeValue": return { type: messages_as_values.get(held) ?? held };
        case "listValue": return { list: (held.values ?? []).map(value_of) };
        case "mapValue": return { map: (held.entries ?? []).map((e) => [value_of(e.key), value_of(e.value)]) };
        case "objectValue": return value_of_message(held);
        default: throw new Error(`no such kind of value: ${kind}`);
    }
}

function value_of_message(message) {
    const kind = messages_as_values.get(message["@type"].replace("type.googleapis.com/", ""));
    if (!kind) throw new Error(`a message is no value of ours: ${message["@type"]}`);
    return { [kind]: message.value };
}

/// A type is a list: its name and its parameters.
export function type_of(published) {
    const [kind, held] = only_entry(published);
    switch (kind) {
        case "primitive": return [primitives[held]];
        case "null": return ["null"];
        case "dyn": return ["dyn"];
        case "messageType": return [messages_as_values.get(held)];
        case "wellKnown": return [held.toLowerCase()];
        case "listType": return ["list", type_of(held.elemType)];
        case "mapType": return ["map", type_of(held.keyType), type_of(held.valueType)];
        case "typeParam": return ["parameter", held];
        case "abstractType": return [held.name, ...(held.parameterTypes ?? []).map(type_of)];
        default: throw new Error(`no such kind of type: ${kind}`);
    }
}

function overload_of(name, published) {
    return {
        name,
        is_member: published.isInstanceFunction ?? false,
        parameters: (published.params ?? []).map(type_of),
        result: type_of(published.resultType),
    };
}

function declarations_of(type_env) {
    return {
        variables: type_env.filter((d) => d.ident).map((d) => ({ name: d.name, type: type_of(d.ident.type) })),
        functions: type_env.flatMap((d) => (d.function?.overloads ?? []).map((o) => overload_of(d.name, o))),
    };
}

function expectation_of(test) {
    if (test.evalError) return { error: test.evalError.errors.map((e) => e.message).join("; ") };
    if (test.checkOnly) return {};
    return { value: value_of(test.typedResult?.result ?? test.value ?? { boolValue: true }) };
}

export function neutral(name, test) {
    const bindings = Object.entries(test.bindings ?? {});
    return {
        name,
        file: name.split("/")[0],
        expr: test.expr,
        is_checked: !test.disableCheck,
        container: test.container ?? "",
        ...declarations_of(test.typeEnv ?? []),
        bindings: Object.fromEntries(bindings.map(([variable, bound]) => [variable, value_of(bound.value)])),
        expect: expectation_of(test),
        ...(test.typedResult ? { type: type_of(test.typedResult.deducedType) } : {}),
    };
}
