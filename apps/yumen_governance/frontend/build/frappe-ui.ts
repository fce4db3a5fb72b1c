/** Only what the app uses: the package's index names every component, and reading all of them takes half a minute. */
export { Button } from "../node_modules/frappe-ui/src/components/Button/index.ts";
export { Textarea } from "../node_modules/frappe-ui/src/components/Textarea/index.ts";
export { TextInput } from "../node_modules/frappe-ui/src/components/TextInput/index.ts";
