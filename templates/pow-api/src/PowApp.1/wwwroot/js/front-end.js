// Sends the form of a page to the API as JSON, and shows the response.

const form = document.querySelector('form');
let answer;

form?.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    clear();
    await send();
    button.disabled = false;
});

async function send() {
    const filledIn = [...new FormData(form)].filter(([, value]) => value !== '');
    try {
        const response = await fetch(form.dataset.path, {
            method: form.dataset.method,
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(Object.fromEntries(filledIn)),
        });
        const text = await response.text();
        const body = text === '' ? {} : JSON.parse(text);
        if (response.ok) showSuccess(response.status, body);
        else showProblem(body);
    } catch {
        showProblem({ status: 'No answer', detail: 'The API could not be reached.' });
    }
}

function showSuccess(status, body) {
    const facts = Object.entries({ status, ...body }).map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, `${value}`)));
    show(element('div', { className: 'notice stack', role: 'status' }, element('p', {}, form.dataset.done), element('dl', { className: 'facts' }, ...facts)));
    form.remove();
}

function showProblem({ status, code, detail, errors = {} }) {
    const messages = Object.entries(errors).flatMap(([name, texts]) => texts.map(text => element('li', {}, messageOf(name, text))));
    show(element(
        'div', { className: 'error-summary', role: 'alert' },
        element('h2', {}, "There's a problem"),
        messages.length > 0 ? element('ul', {}, ...messages) : element('p', {}, detail),
        element('p', { className: 'hint' }, [status, code].filter(Boolean).join(' '))));
    form.querySelector('[aria-invalid]')?.focus();
}

function show(shown) {
    answer = shown;
    answer.tabIndex = -1;
    form.before(answer);
    answer.focus();
}

// Next to its field, and as a link to it. The token has no visible field.
function messageOf(name, text) {
    const field = document.getElementById(name);
    if (field === null) return text;

    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), `${name}-error`].filter(Boolean).join(' '));
    field.after(element('p', { className: 'field-error', id: `${name}-error` }, text));
    return element('a', { href: `#${name}` }, text);
}

function clear() {
    answer?.remove();
    for (const error of form.querySelectorAll('.field-error')) error.remove();
    for (const field of form.querySelectorAll('[aria-invalid]')) {
        field.removeAttribute('aria-invalid');
        if (document.getElementById(`${field.name}-hint`)) field.setAttribute('aria-describedby', `${field.name}-hint`);
        else field.removeAttribute('aria-describedby');
    }
}

function element(name, properties, ...children) {
    const created = Object.assign(document.createElement(name), properties);
    created.append(...children);
    return created;
}
