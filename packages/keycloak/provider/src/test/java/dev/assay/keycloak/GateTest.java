// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;

class GateTest {

    private static final String PROFILES =
            "{'profiles':[{'name':'assay','executors':[{'executor':'assay-issuance'}]},{'name':'other','executors':[{'executor':'pkce-enforcer'}]}]}";

    private static <T> T read(String json, Class<T> type) throws IOException {
        return new ObjectMapper().readValue(json.replace('\'', '"'), type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'enabled':true,'profiles':['assay'],'conditions':[{'condition':'any-client','configuration':{}}]}|true",
                "{'enabled':true,'profiles':['assay'],'conditions':[{'condition':'any-client'}]}|true",
                "{'enabled':false,'profiles':['assay'],'conditions':[{'condition':'any-client'}]}|false",
                "{'enabled':true,'profiles':['other'],'conditions':[{'condition':'any-client'}]}|false",
                "{'enabled':true,'profiles':['assay'],'conditions':[]}|false",
                "{'enabled':true,'profiles':['assay']}|false",
                "{'enabled':true,'profiles':['assay'],'conditions':[{'condition':'client-roles','configuration':{}}]}|false",
                "{'enabled':true,'profiles':['assay'],'conditions':[{'condition':'any-client','configuration':{'is-negative-logic':true}}]}|false"
            })
    void knowsWhetherEveryClientOfTheRealmIsGuarded(String policy, boolean guarded) throws IOException {
        ClientPoliciesRepresentation policies = read("{'policies':[" + policy + "]}", ClientPoliciesRepresentation.class);
        assertEquals(guarded, Gate.everyClient(read(PROFILES, ClientProfilesRepresentation.class), policies));
        assertEquals(false, Gate.everyClient(new ClientProfilesRepresentation(), policies));
    }
}
