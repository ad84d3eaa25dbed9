// The rules of docs/STYLE.md that a machine can check. Each ban says what to do instead.
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.ts', 'test/**/*.ts', 'libs/testing/**/*.ts', '**/testing/**/*.ts', 'libs/**/test/**/*.ts'];
const GENERATED = ['libs/contracts/src/gen/**'];
const WEB = ['apps/web/**/*.ts', 'libs/web/**/*.ts'];

const BARE_ERROR = {
  selector: "ThrowStatement > NewExpression[callee.name='Error']",
  message: 'Throw a RapidError: it has a code, what stood in the way and what to do next.',
};
const TIME_AND_CHANCE = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take a Clock as a parameter; the real one is in libs/runtime.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take an Rng as a parameter; the real one is in libs/runtime.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take a Clock as a parameter; the real one is in libs/runtime.',
  },
];
const TIMERS = ['setTimeout', 'setInterval'].map((name) => ({
  selector: `CallExpression[callee.name='${name}']`,
  message: 'Take Timers as a parameter; the real ones are in libs/runtime.',
}));
const SYNC_FILES = {
  selector:
    'CallExpression[callee.name=/^(readFile|writeFile|exists|stat|lstat|readdir|mkdir|unlink|rm|rename|open|exec|execFile|spawn|statfs)Sync$/]',
  message: 'A hung datastore would stop the event loop: use the promise form.',
};
const SHELL = {
  selector: "Property[key.name='shell'][value.value=true]",
  message: 'No shell strings: pass an argv array.',
};

export default tseslint.config(
  { ignores: ['node_modules/**', 'dist/**', '.tools/**', '.nx/**', '.angular/**', 'coverage/**', ...GENERATED] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.node.json', './tsconfig.web.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', 500],
      'max-lines-per-function': ['error', { max: 70, skipComments: true, skipBlankLines: true }],
      'no-empty': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', BARE_ERROR, SYNC_FILES, SHELL, ...TIME_AND_CHANCE, ...TIMERS],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
    },
  },
  {
    files: WEB,
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      'no-restricted-syntax': ['error', BARE_ERROR],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@angular-eslint/prefer-standalone': 'error',
    },
  },
  {
    files: ['apps/web/**/*.html', 'libs/web/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    // The real clock, and a program that runs once from top to bottom.
    files: ['libs/runtime/**/*.ts', 'apps/cli/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', BARE_ERROR, SHELL] },
  },
  { files: ['scripts/**/*.ts'], rules: { 'no-restricted-syntax': ['error', SHELL] } },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': ['error', SHELL],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
