// The body of a function that calls back with what axe-core finds wrong, in a line each.

const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then(
  ({ violations }) =>
    done(
      violations.map(({ id, help, nodes }) => {
        const places = nodes.slice(0, 3).map(({ target }) => target.join(" "));
        return `${id}: ${help} (${nodes.length}): ${places.join(", ")}`;
      }),
    ),
  (error) => done([`axe-core failed: ${error}`]),
);
