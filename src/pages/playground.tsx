import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground/playground.css';
import { createRoot } from 'react-dom/client';
import { Playground } from './playground/app.js';
import { everything } from './playground/everything.js';

const place = document.getElementById('playground');
if (place) {
  const words = JSON.parse(place.dataset['words'] ?? '{}');
  everything().then(
    (facts) => createRoot(place).render(<Playground words={words} {...facts} />),
    () => place.replaceChildren(words.noSchema),
  );
}
