// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;

/** Reaches what a response event carries. By reflection, because the classes have no common type before 26.8. */
final class Built {

    private static final Logger LOG = Logger.getLogger(Built.class);

    private static final ClassValue<Method> GETTERS = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
            try {
                return type.getMethod("getAccessTokenResponseBuilder");
            } catch (NoSuchMethodException e) {
                return null;
            }
        }
    };

    private static final Field EVENT = field("event");
    private static final Field CONTEXT = field("clientSessionCtx");

    private Built() {}

    /** The builder of the tokens, or null where the event carries none. */
    static AccessTokenResponseBuilder of(Object context) {
        Method getter = GETTERS.get(context.getClass());
        try {
            return getter == null ? null : (AccessTokenResponseBuilder) getter.invoke(context);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** The issuance the builder builds for; its getter is not there before 26.6. */
    static ClientSessionContext context(AccessTokenResponseBuilder builder) {
        try {
            return (ClientSessionContext) CONTEXT.get(builder);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the client session context cannot be reached", e);
        }
    }

    /** Adds a detail to the event the server will record of this request; without effect where it cannot be reached. */
    static void detail(AccessTokenResponseBuilder builder, String name, String value) {
        try {
            EventBuilder event = EVENT == null ? null : (EventBuilder) EVENT.get(builder);
            if (event != null) {
                event.detail(name, value);
            }
        } catch (IllegalAccessException e) {
            LOG.debug("assay: the event cannot be reached");
        }
    }

    private static Field field(String name) {
        try {
            Field field = AccessTokenResponseBuilder.class.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException e) {
            return null;
        }
    }
}
