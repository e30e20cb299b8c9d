// Shows what the newsroom tells this browser. It keeps nothing and asks nobody else for anything.
self.addEventListener("push", (event) => {
  const { title, body, href } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, data: { href }, tag: href }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.href));
});
