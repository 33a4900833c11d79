// Begin: everything is there. What was asked to be hidden and is still on its way does not come back with the page.
if (sending.queue().some((said) => said.kind === "command:hide")) show.wipe();
shape.fit();
show.ready();
stream.listen();
sending.send();
requestAnimationFrame(() => shape.scroll(talk.lastElementChild, { behavior: "auto" }));
