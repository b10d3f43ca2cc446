// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Stands in for Keycloak's large interfaces: what a test does not name is empty, and says so where it is called upon. */
final class Proxies {

    private final Map<String, Function<Object[], Object>> answers = new HashMap<>();

    /** What a method answers, by its name. */
    Proxies on(String method, Function<Object[], Object> answer) {
        answers.put(method, answer);
        return this;
    }

    Proxies on(String method, Object answer) {
        return on(method, arguments -> answer);
    }

    <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Function<Object[], Object> answer = answers.get(method.getName());
            if (answer != null) return answer.apply(arguments);
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> type.getSimpleName();
                };
            }
            if (method.getReturnType() == Stream.class) return Stream.empty();
            if (method.getReturnType() == boolean.class) return false;
            if (method.getReturnType().isPrimitive() && method.getReturnType() != void.class) {
                throw new UnsupportedOperationException(method.getName());
            }
            return null;
        }));
    }
}
